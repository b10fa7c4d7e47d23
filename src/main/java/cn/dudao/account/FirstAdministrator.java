package cn.dudao.account;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * On the first start there is nobody who could sign in, and no default password anywhere: a
 * one-time link is printed on the console, good for a day or until the next start.
 */
@Component
final class FirstAdministrator {

  private final UserAccounts users;
  private final Invitations invitations;
  private final Environment environment;

  FirstAdministrator(UserAccounts users, Invitations invitations, Environment environment) {
    this.users = users;
    this.invitations = invitations;
    this.environment = environment;
  }

  /** Late, so that a sample city has brought its own users. */
  @EventListener(ApplicationReadyEvent.class)
  @Order(1000)
  void inviteIfNobodyIsThere() {
    String port = environment.getProperty("local.server.port");
    if (port == null || !users.isEmpty()) {
      return;
    }
    System.out.printf(
        "%n首次启用：请在 24 小时内用浏览器打开下面的一次性链接，设置系统管理员和安全管理员。%n  http://localhost:%s/first-start?key=%s%n%n",
        port, invitations.create(null));
  }
}
