package cn.dudao.desk;

import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu lines of this room. */
@Configuration(proxyBeanMethods = false)
class DeskMenuEntries {

  @Bean
  MenuEntry deskMenu() {
    return new MenuEntry("", "工作台", "/", 10, Set.of());
  }

  @Bean
  MenuEntry statisticsMenu() {
    return new MenuEntry(
        "统计分析", "督导覆盖", "/statistics", 10, Set.of("BUREAU_OFFICER", "BUREAU_LEADER"));
  }
}
