package cn.dudao.exchange;

import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu line of this room. */
@Configuration(proxyBeanMethods = false)
class ExchangeMenuEntries {

  @Bean
  MenuEntry importsMenu() {
    return new MenuEntry("系统管理", "导入导出", "/imports", 40, Set.of("BUREAU_OFFICER", "BUREAU_LEADER"));
  }
}
