package cn.dudao.platform.message;

/** A message could not be handed over. */
public final class DeliveryFailed extends Exception {

  private final boolean lasting;

  /**
   * @param reason for the recipient and the administrator, in Chinese; it must not hold the address
   *     or anything else of a person
   * @param lasting whether another attempt would fail as well: the address itself is refused
   */
  public DeliveryFailed(String reason, boolean lasting) {
    super(reason);
    this.lasting = lasting;
  }

  boolean lasting() {
    return lasting;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
