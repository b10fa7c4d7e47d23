package cn.dudao.dispatch;

import cn.dudao.account.UserRole;
import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 督导委派: what this room adds to the menu. */
@Configuration(proxyBeanMethods = false)
class DispatchMenu {

  @Bean
  MenuEntry plansMenu() {
    return new MenuEntry(
        "督导委派",
        "委派方案",
        "/dispatch/plans",
        10,
        Set.of(UserRole.BUREAU_OFFICER.name(), UserRole.BUREAU_LEADER.name()));
  }

  @Bean
  MenuEntry attentionMenu() {
    return new MenuEntry(
        "督导委派",
        "待处理委派",
        "/dispatch/attention",
        20,
        Set.of(UserRole.BUREAU_OFFICER.name(), UserRole.BUREAU_LEADER.name()));
  }
}
