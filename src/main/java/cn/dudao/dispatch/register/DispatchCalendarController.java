package cn.dudao.dispatch.register;

import cn.dudao.account.Allowed;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import java.time.Clock;
import java.time.YearMonth;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 任务日历, 一个月中已签发的督导任务。 */
@Article("13")
@Controller
class DispatchCalendarController {

  private final DispatchCalendar calendar;
  private final Clock clock;

  DispatchCalendarController(DispatchCalendar calendar, Clock clock) {
    this.calendar = calendar;
    this.clock = clock;
  }

  /** 按月查看已签发的督导任务和每天的回执情况. */
  @GetMapping("/dispatch/calendar")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String calendar(ListQuery query, Model model) {
    String asked = query.filter("month");
    YearMonth month =
        asked.matches("20\\d\\d-(0[1-9]|1[0-2])") ? YearMonth.parse(asked) : YearMonth.now(clock);
    model.addAttribute("month", month);
    model.addAttribute("weeks", calendar.of(month));
    return "dispatch/register/calendar";
  }
}
