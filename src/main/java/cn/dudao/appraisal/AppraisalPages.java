package cn.dudao.appraisal;

import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu lines of this room. */
@Configuration(proxyBeanMethods = false)
class AppraisalPages {

  @Bean
  MenuEntry batchesMenu() {
    return new MenuEntry(
        "鉴定机构",
        "鉴定批次",
        "/batches",
        30,
        Set.of("BUREAU_OFFICER", "BUREAU_LEADER", "INSTITUTION_STAFF"));
  }
}
