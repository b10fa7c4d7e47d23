package cn.dudao.platform.message;

import cn.dudao.platform.crypto.Masks;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short messages that go no further than the log, to try the rest out before there is a provider.
 */
final class LoggedSms implements SmsGateway {

  private static final Logger log = LoggerFactory.getLogger(LoggedSms.class);

  @Override
  public void send(UUID delivery, String phone, String text) {
    log.info("SMS {} to {}", delivery, Masks.phone(phone));
  }
}
