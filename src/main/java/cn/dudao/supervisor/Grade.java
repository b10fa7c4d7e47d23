package cn.dudao.supervisor;

/** 年度考核等次, best first. The scale is a reading; the regulation names no grades. */
public enum Grade {
  EXCELLENT("优秀"),
  PASS("合格"),
  BASIC("基本合格"),
  FAIL("不合格");

  private final String label;

  Grade(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
