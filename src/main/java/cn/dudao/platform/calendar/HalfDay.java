package cn.dudao.platform.calendar;

/** 时段: the three parts of a day in which a session can lie, in the order of the day. */
public enum HalfDay {
  MORNING("上午"),
  AFTERNOON("下午"),
  EVENING("晚上");

  private final String label;

  HalfDay(String label) {
    this.label = label;
  }

  /** The word that the office writes. */
  public String label() {
    return label;
  }
}
