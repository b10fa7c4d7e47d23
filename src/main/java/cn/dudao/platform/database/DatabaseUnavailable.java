package cn.dudao.platform.database;

/** Dudao cannot start on this database; the message tells the operator why. */
final class DatabaseUnavailable extends RuntimeException {

  DatabaseUnavailable(String message) {
    super(message);
  }

  DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
