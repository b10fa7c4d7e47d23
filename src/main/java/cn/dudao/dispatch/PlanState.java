package cn.dudao.dispatch;

/** 方案状态. */
public enum PlanState {
  /** Nothing has been computed yet. */
  DRAFT("尚未编排", "plain"),
  /** A computation is under way; what there is stays visible, nobody may change it. */
  COMPUTING("正在编排", "now"),
  /** There is a checked plan. */
  READY("已形成", "done"),
  /** A leader is asked to approve it; nobody may change it meanwhile. */
  SUBMITTED("待审批", "soon"),
  /** Approved; the orders are not out yet. */
  APPROVED("已批准，待签发", "soon"),
  /** What it holds is what was ordered. */
  ISSUED("已签发", "done");

  /** Whether an officer may change the plan now. */
  public boolean mayChange() {
    return this == READY || this == ISSUED;
  }

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
