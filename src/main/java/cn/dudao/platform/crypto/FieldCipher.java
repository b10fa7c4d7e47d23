package cn.dudao.platform.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals ID numbers, phones and the like before they go into the database (AES-256-GCM), with a key
 * that is kept outside of it.
 *
 * <p>The context says where the value belongs ({@code supervisor.id-number:4101000123}). It is not
 * stored, but must be the same when the value is opened: a sealed value that is copied into another
 * row or column does not open there.
 */
public final class FieldCipher {

  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final FieldKeys keys;
  private final SecureRandom random = new SecureRandom();

  FieldCipher(FieldKeys keys) {
    this.keys = keys;
  }

  /** The sealed form, for a column of text: the id of the key, a colon, base64. */
  public String seal(String plain, String context) {
    byte[] sealed = seal(plain.getBytes(StandardCharsets.UTF_8), keys.currentId(), context);
    return keys.currentId() + ":" + Base64.getEncoder().withoutPadding().encodeToString(sealed);
  }

  /**
   * What was sealed.
   *
   * @throws FieldCipherException if the value was tampered with, or sealed in another context or
   *     with a key that is not in the key file
   */
  public String open(String sealed, String context) {
    int colon = sealed.indexOf(':');
    if (colon < 1) {
      throw new FieldCipherException("not a sealed value");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed.substring(colon + 1));
      return new String(open(bytes, sealed.substring(0, colon), context), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new FieldCipherException("not a sealed value");
    }
  }

  /** As {@link #seal(String, String)}, for a column of bytes. */
  public byte[] seal(byte[] plain, String context) {
    byte[] id = keys.currentId().getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = seal(plain, keys.currentId(), context);
    return ByteBuffer.allocate(1 + id.length + sealed.length)
        .put((byte) id.length)
        .put(id)
        .put(sealed)
        .array();
  }

  /** As {@link #open(String, String)}, for a column of bytes. */
  public byte[] open(byte[] sealed, String context) {
    if (sealed.length < 1 || sealed[0] < 1 || sealed.length < 1 + sealed[0]) {
      throw new FieldCipherException("not a sealed value");
    }
    String id = new String(sealed, 1, sealed[0], StandardCharsets.US_ASCII);
    byte[] bytes = new byte[sealed.length - 1 - sealed[0]];
    System.arraycopy(sealed, 1 + sealed[0], bytes, 0, bytes.length);
    return open(bytes, id, context);
  }

  /**
   * Equal values have equal indexes, so that a row can be found by a sealed value and two rows
   * cannot have the same; without the key the value cannot be guessed from it.
   *
   * @param context which kind of value it is, without the row: {@code supervisor.id-number}
   * @return 64 hexadecimal digits
   */
  public String blindIndex(String plain, String context) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.indexKey());
      mac.update(context.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] seal(byte[] plain, String keyId, String context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keyId, nonce, context);
      return ByteBuffer.allocate(NONCE + plain.length + TAG)
          .put(nonce)
          .put(cipher.doFinal(plain))
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] open(byte[] sealed, String keyId, String context) {
    if (sealed.length < NONCE + TAG) {
      throw new FieldCipherException("not a sealed value");
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE);
      return cipher(Cipher.DECRYPT_MODE, keyId, nonce, context)
          .doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException tampered) {
      throw new FieldCipherException("a sealed value was changed or moved: " + context);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Cipher cipher(int mode, String keyId, byte[] nonce, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.key(keyId), new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD((keyId + " " + context).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
