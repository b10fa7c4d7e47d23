package cn.dudao.dispatch;

/** The seat that a supervisor takes in a team. */
public enum Role {
  LEADER("组长"),
  MEMBER("组员");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
