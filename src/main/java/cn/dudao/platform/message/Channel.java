package cn.dudao.platform.message;

/** A way out of the house. */
public enum Channel {
  MAIL("邮件"),
  SMS("短信");

  private final String label;

  Channel(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
