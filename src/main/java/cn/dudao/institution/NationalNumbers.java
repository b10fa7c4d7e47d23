package cn.dudao.institution;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** The check characters of national identifiers: GB 11643 (citizens), GB 32100 (organisations). */
public final class NationalNumbers {

  private static final int[] CITIZEN_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final String CITIZEN_CHECKS = "10X98765432";
  private static final String ORGANISATION_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] ORGANISATION_WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  private NationalNumbers() {}

  /** What is wrong with a citizen's ID number (upper case), or empty. */
  public static Optional<String> problemOfCitizenNumber(String number, LocalDate latestBirth) {
    if (number.length() != 18) {
      return Optional.of("身份证号应为 18 位，现为 %d 位".formatted(number.length()));
    }
    if (!number.matches("\\d{17}[\\dX]")) {
      return Optional.of("身份证号应为 17 位数字加 1 位数字或 X");
    }
    LocalDate birth;
    try {
      birth =
          LocalDate.of(
              Integer.parseInt(number.substring(6, 10)),
              Integer.parseInt(number.substring(10, 12)),
              Integer.parseInt(number.substring(12, 14)));
    } catch (DateTimeException doesNotExist) {
      return Optional.of("身份证号中的出生日期不存在");
    }
    if (birth.getYear() < 1900 || birth.isAfter(latestBirth)) {
      return Optional.of("身份证号中的出生日期不合理");
    }
    int sum = 0;
    for (int at = 0; at < 17; at++) {
      sum += (number.charAt(at) - '0') * CITIZEN_WEIGHTS[at];
    }
    return CITIZEN_CHECKS.charAt(sum % 11) == number.charAt(17)
        ? Optional.empty()
        : Optional.of("身份证号校验码不正确");
  }

  /** What is wrong with a unified social credit code of 18 characters, or empty. */
  public static Optional<String> problemOfOrganisationCode(String code) {
    int sum = 0;
    for (int at = 0; at < 18; at++) {
      int value = ORGANISATION_LETTERS.indexOf(code.charAt(at));
      if (value < 0) {
        return Optional.of("统一社会信用代码含有不可用的字符“%s”".formatted(code.charAt(at)));
      }
      if (at < 17) {
        sum += value * ORGANISATION_WEIGHTS[at];
      }
    }
    int check = (31 - sum % 31) % 31;
    return ORGANISATION_LETTERS.charAt(check) == code.charAt(17)
        ? Optional.empty()
        : Optional.of("统一社会信用代码校验码不正确");
  }

  /** 男 or 女 by the seventeenth digit. */
  public static String sexOf(String citizenNumber) {
    return (citizenNumber.charAt(16) - '0') % 2 == 1 ? "男" : "女";
  }
}
