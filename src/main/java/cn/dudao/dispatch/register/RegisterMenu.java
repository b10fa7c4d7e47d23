package cn.dudao.dispatch.register;

import cn.dudao.account.UserRole;
import cn.dudao.platform.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 督导委派: the registers in the menu. */
@Configuration(proxyBeanMethods = false)
class RegisterMenu {

  private static final Set<String> BUREAU =
      Set.of(UserRole.BUREAU_OFFICER.name(), UserRole.BUREAU_LEADER.name());

  @Bean
  static MenuEntry assignmentRegisterMenu() {
    return new MenuEntry("督导委派", "委派台账", "/dispatch/assignments", 20, BUREAU);
  }

  @Bean
  static MenuEntry rotationRegisterMenu() {
    return new MenuEntry("督导委派", "轮换台账", "/dispatch/rotation", 21, BUREAU);
  }

  @Bean
  static MenuEntry coverageRegisterMenu() {
    return new MenuEntry("督导委派", "覆盖台账", "/dispatch/coverage", 23, BUREAU);
  }

  @Bean
  static MenuEntry recusalRegisterMenu() {
    return new MenuEntry("督导委派", "回避台账", "/dispatch/recusal", 22, BUREAU);
  }

  @Bean
  static MenuEntry loadRegisterMenu() {
    return new MenuEntry("督导委派", "工作量台账", "/dispatch/load", 24, BUREAU);
  }

  @Bean
  static MenuEntry dispatchCalendarMenu() {
    return new MenuEntry("督导委派", "任务日历", "/dispatch/calendar", 15, BUREAU);
  }
}
