package cn.dudao.platform.crypto;

/** How personal data appear on screen and in exports. */
public final class Masks {

  private Masks() {}

  /** The first six and the last two characters of an ID number: 410105********12. */
  public static String idNumber(String number) {
    return masked(number, 6, 2);
  }

  /** The first three and the last four characters of a phone number: 138****5678. */
  public static String phone(String number) {
    return masked(number, 3, 4);
  }

  /** The first character of a mail address and where it is: w****@example.cn. */
  public static String mail(String address) {
    int at = address.lastIndexOf('@');
    return at < 1 ? masked(address, 0, 0) : address.charAt(0) + "****" + address.substring(at);
  }

  /** Whether a value is masked, so that it says nothing about the real one. */
  public static boolean isMasked(String value) {
    return value.contains("*");
  }

  private static String masked(String value, int head, int tail) {
    if (value.isEmpty()) {
      return "";
    }
    if (value.length() <= head + tail) {
      return "*".repeat(value.length());
    }
    return value.substring(0, head)
        + "*".repeat(value.length() - head - tail)
        + value.substring(value.length() - tail);
  }
}
