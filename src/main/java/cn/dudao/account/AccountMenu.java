package cn.dudao.account;

import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lines that this room adds to the menu. */
@Configuration(proxyBeanMethods = false)
class AccountMenu {

  @Bean
  MenuEntry messagesEntry() {
    return new MenuEntry("", "消息", "/messages", 90, Set.of());
  }

  @Bean
  MenuEntry usersEntry() {
    return new MenuEntry("系统管理", "用户", "/users", 10, Set.of("SYSTEM_ADMIN", "SECURITY_ADMIN"));
  }

  @Bean
  MenuEntry deliveriesEntry() {
    return new MenuEntry("系统管理", "消息发送", "/message-deliveries", 35, Set.of("SYSTEM_ADMIN"));
  }

  @Bean
  MenuEntry actsEntry() {
    return new MenuEntry("系统管理", "操作记录", "/acts", 30, Set.of("AUDIT_ADMIN"));
  }
}
