package cn.dudao.dispatch.assignment;

/** 委派状态. */
public enum AssignmentState {
  /** Ordered; the person has not answered yet. */
  ISSUED("待回执", "soon"),
  /** The person accepted, with a declaration on recusal. */
  ACCEPTED("已接受", "done"),
  /** The person cannot go. */
  DECLINED("不能承担", "act"),
  /** Taken back. */
  WITHDRAWN("已撤回", "plain");

  private final String label;
  private final String tone;

  AssignmentState(String label, String tone) {
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

  /** Whether the person is sent. */
  public boolean inForce() {
    return this == ISSUED || this == ACCEPTED;
  }
}
