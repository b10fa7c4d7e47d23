package cn.dudao.account;

import org.springframework.stereotype.Component;

/** What is shown to whoever minds the server, and to nobody in a browser. */
@Component
final class OperatorConsole {

  /** A link to be handed to its user in person. */
  void hand(SignedIn asker, UserAccount user, String link) {
    System.out.printf(
        "%n系统管理员 %s 申请为安全管理员 %s（%s）重设密码。%n"
            + "请当面核实是本人申请，再把下面的一次性链接交给本人，不要交给系统管理员；24 小时内有效。%n"
            + "不是本人申请的，请不要转交，并告知审计管理员。%n  %s%n%n",
        asker.displayName(), user.displayName(), user.userName(), link);
  }
}
