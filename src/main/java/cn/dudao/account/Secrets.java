package cn.dudao.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random tokens and passwords, and the digests under which tokens are kept. */
final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Without letters and digits that are mistaken for each other. */
  private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

  private Secrets() {}

  /** 256 bits for a link or a cookie. */
  static String token() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Four groups of four letters and digits, 79 bits: to be read from a screen and typed. */
  static String password() {
    var text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      if (i > 0 && i % 4 == 0) {
        text.append('-');
      }
      text.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
    }
    return text.toString();
  }

  static byte[] digest(String... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
