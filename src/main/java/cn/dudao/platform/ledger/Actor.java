package cn.dudao.platform.ledger;

/**
 * Who acts.
 *
 * @param id of the account; {@code system} for what the program does by itself
 * @param name as it was at that time
 */
public record Actor(String id, String name) {

  /** The program itself. */
  public static final Actor SYSTEM = new Actor("system", "系统");
}
