package cn.dudao.platform.message;

import java.util.UUID;

/** What hands short messages to a provider; with a bean of this type SMS is on. */
public interface SmsGateway {

  /**
   * Hands one message over.
   *
   * @param delivery the id of the delivery; the same for each attempt, so that a provider that
   *     knows such ids does not send twice
   * @param phone the number as the recipient wrote it
   * @param text what to send; it names no person and no place
   * @throws DeliveryFailed if the provider did not take it
   */
  void send(UUID delivery, String phone, String text) throws DeliveryFailed;
}
