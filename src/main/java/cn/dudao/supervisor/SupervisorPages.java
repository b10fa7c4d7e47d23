package cn.dudao.supervisor;

import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu lines of this room. */
@Configuration(proxyBeanMethods = false)
class SupervisorPages {

  private static final Set<String> BUREAU = Set.of("BUREAU_OFFICER", "BUREAU_LEADER");

  @Bean
  MenuEntry supervisorsMenu() {
    return new MenuEntry("督导队伍", "督导员", "/supervisors", 10, BUREAU);
  }

  @Bean
  MenuEntry recusalGroundsMenu() {
    return new MenuEntry("督导委派", "回避关系", "/recusal-grounds", 40, BUREAU);
  }

  @Bean
  MenuEntry ownDossierMenu() {
    return new MenuEntry("", "我的档案", "/supervisors/own", 80, Set.of("SUPERVISOR"));
  }
}
