package cn.dudao.account;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id, 64 MB and three passes for each password. Two at a time and fifty waiting, so that a
 * flood of sign-ins takes neither memory nor all processors.
 */
@Component
final class PasswordHashing {

  /** Longer input is refused before any work is done on it. */
  static final int MOST_BYTES = 128;

  /**
   * The hash of no password that anybody knows: random bytes with the cost of all others. Making
   * one at every start would take 64 MB and most of a second.
   */
  static final String NOBODY =
      "{argon2}$argon2id$v=19$m=65536,t=3,p=1$+79jFHmd31GGAzlYf8YUQw$mZv55GDw5+QBRoPr6A3RzA1gUy4iNdwxk5t/IYNR+KY";

  private static final int AT_A_TIME = 2;
  private static final int MOST_WAITING = 50;

  private final PasswordEncoder encoder =
      new DelegatingPasswordEncoder(
          "argon2", Map.of("argon2", new Argon2PasswordEncoder(16, 32, 1, 65_536, 3)));
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);

  /** Too many people sign in at this moment. */
  static final class BusyException extends RuntimeException {}

  /** Hashes a password that the rules have accepted. */
  String hash(String password) {
    if (tooLong(password)) {
      throw new IllegalArgumentException("longer than " + MOST_BYTES + " bytes");
    }
    String hash = inTurn(() -> encoder.encode(password));
    return java.util.Objects.requireNonNull(hash);
  }

  /**
   * Whether the password belongs to the hash. Without a hash the same work is done and the answer
   * is no, so that the time does not tell whether there is such a user.
   */
  boolean matches(String password, @Nullable String hash) {
    if (tooLong(password)) {
      return false;
    }
    boolean same = inTurn(() -> encoder.matches(password, hash == null ? NOBODY : hash));
    return same && hash != null;
  }

  static boolean tooLong(String password) {
    return password.length() > MOST_BYTES
        || password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
  }

  private <T> T inTurn(Supplier<T> work) {
    if (turns.getQueueLength() >= MOST_WAITING) {
      throw new BusyException();
    }
    try {
      turns.acquire();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
