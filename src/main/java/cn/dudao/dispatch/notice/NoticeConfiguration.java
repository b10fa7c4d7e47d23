package cn.dudao.dispatch.notice;

import cn.dudao.account.UserRole;
import cn.dudao.platform.web.MenuEntry;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes by itself: telling people once the time has come. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

  /** How long after its time somebody is told at the latest, on one node or many. */
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  @Bean
  RecurringTask<Void> dispatchNotices(DispatchNews news, Announcements announcements) {
    return Tasks.recurring("dispatch-notices", FixedDelay.of(INTERVAL))
        .execute((instance, context) -> {
          while (!context.getSchedulerState().isShuttingDown()
              && news.tellDue() + announcements.announceDue() > 0) {}
        });
  }

  @Bean
  MenuEntry noticesMenu() {
    return new MenuEntry(
        "督导委派",
        "督导通知",
        "/notices",
        30,
        Set.of(
            UserRole.INSTITUTION_STAFF.name(),
            UserRole.BUREAU_OFFICER.name(),
            UserRole.BUREAU_LEADER.name()));
  }
}
