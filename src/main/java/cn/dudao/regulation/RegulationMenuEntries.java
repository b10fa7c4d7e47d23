package cn.dudao.regulation;

import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu lines of this room. */
@Configuration(proxyBeanMethods = false)
class RegulationMenuEntries {

  @Bean
  MenuEntry measureMenu() {
    return new MenuEntry("法规依据", "督导办法", "/regulation", 10, Set.of());
  }

  @Bean
  MenuEntry parametersMenu() {
    return new MenuEntry(
        "系统管理",
        "参数",
        "/parameters",
        20,
        Set.of("BUREAU_OFFICER", "BUREAU_LEADER", "SYSTEM_ADMIN", "AUDIT_ADMIN"));
  }
}
