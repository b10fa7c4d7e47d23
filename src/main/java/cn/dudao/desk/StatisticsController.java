package cn.dudao.desk;

import cn.dudao.account.Allowed;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 统计分析. */
@Controller
class StatisticsController {

  private static final int MOST_UNCOVERED = 200;

  private final Coverage coverage;
  private final Clock clock;

  StatisticsController(Coverage coverage, Clock clock) {
    this.coverage = coverage;
    this.clock = clock;
  }

  /** 按周、按单位查看督导覆盖率，以及未覆盖的批次和原因。 */
  @GetMapping("/statistics")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article({"2", "13"})
  String statistics(ListQuery query, Model model) {
    LocalDate monday =
        LocalDate.now(clock).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate asked = query.date("from");
    LocalDate from = asked == null ? monday : asked;
    LocalDate until = query.date("to");
    LocalDate to = until == null || until.isBefore(from) ? from.plusDays(8 * 7 - 1) : until;
    // Longer than this nobody reads, and the database need not count.
    if (to.isAfter(from.plusYears(2))) {
      to = from.plusYears(2);
    }
    model.addAttribute("query", query);
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    model.addAttribute("total", coverage.total(from, to));
    model.addAttribute("weeks", coverage.byWeek(from, to));
    model.addAttribute("institutions", coverage.byInstitution(from, to));
    model.addAttribute("uncovered", coverage.uncovered(from, to, null, MOST_UNCOVERED));
    return "desk/statistics";
  }
}
