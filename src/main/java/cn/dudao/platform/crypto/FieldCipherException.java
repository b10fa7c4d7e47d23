package cn.dudao.platform.crypto;

/** A sealed value does not open: somebody changed or moved it, or the key is another. */
public final class FieldCipherException extends RuntimeException {

  FieldCipherException(String message) {
    super(message);
  }
}
