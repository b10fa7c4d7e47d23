package cn.dudao.appraisal;

/** 等级: the five levels by the digit that the office and the certificates use. */
public final class Levels {

  private Levels() {}

  /** The words for a level: 5 is 五级（初级工）, 1 is 一级（高级技师）. */
  public static String label(int level) {
    return switch (level) {
      case 5 -> "五级（初级工）";
      case 4 -> "四级（中级工）";
      case 3 -> "三级（高级工）";
      case 2 -> "二级（技师）";
      case 1 -> "一级（高级技师）";
      default -> throw new IllegalArgumentException("level " + level);
    };
  }
}
