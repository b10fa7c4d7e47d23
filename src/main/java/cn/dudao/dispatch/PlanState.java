package cn.dudao.dispatch;

/** 方案状态. */
public enum PlanState {
  /** Nothing has been computed yet. */
  DRAFT("尚未编排", "plain"),
  /** A computation is under way; what there is stays visible, nobody may change it. */
  COMPUTING("正在编排", "now"),
  /** There is a checked plan. */
  READY("已形成", "done");

  private final String label;
  private final String tone;

  PlanState(String label, String tone) {
    this.label = label;
    this.tone = tone;
  }

  public String label() {
    return label;
  }

  /** How the label is coloured, see layout/label. */
  public String tone() {
    return tone;
  }
}
