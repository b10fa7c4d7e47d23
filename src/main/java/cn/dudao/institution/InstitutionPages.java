package cn.dudao.institution;

import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu line of this room. */
@Configuration(proxyBeanMethods = false)
class InstitutionPages {

  @Bean
  MenuEntry institutionsMenu() {
    return new MenuEntry(
        "鉴定机构", "机构", "/institutions", 10, Set.of("BUREAU_OFFICER", "BUREAU_LEADER"));
  }

  @Bean
  MenuEntry ownInstitutionMenu() {
    return new MenuEntry("", "本单位登记", "/institutions/own", 80, Set.of("INSTITUTION_STAFF"));
  }
}
