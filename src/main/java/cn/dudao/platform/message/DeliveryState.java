package cn.dudao.platform.message;

/** How far a delivery got. */
public enum DeliveryState {
  WAITING("等待发送", "soon"),
  SENT("已发出", "done"),
  GIVEN_UP("未能送达", "act");

  private final String label;
  private final String tone;

  DeliveryState(String label, String tone) {
    this.label = label;
    this.tone = tone;
  }

  public String label() {
    return label;
  }

  /** The tone of its label on pages. */
  public String tone() {
    return tone;
  }
}
