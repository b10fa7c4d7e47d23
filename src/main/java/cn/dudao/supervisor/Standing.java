package cn.dudao.supervisor;

/** (可否委派的)状态. */
public enum Standing {
  GOOD("正常"),
  SUSPENDED("停止委派"),
  DISQUALIFIED("取消资格");

  private final String label;

  Standing(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
