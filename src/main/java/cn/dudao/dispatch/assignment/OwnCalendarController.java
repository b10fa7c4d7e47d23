package cn.dudao.dispatch.assignment;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.MenuEntry;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.Absences;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 我的日历: a supervisor's own tasks and absences, by month. */
@Controller
class OwnCalendarController {

  private final OwnTasks tasks;
  private final Absences absences;
  private final Clock clock;

  OwnCalendarController(OwnTasks tasks, Absences absences, Clock clock) {
    this.tasks = tasks;
    this.absences = absences;
    this.clock = clock;
  }

  @Bean
  static MenuEntry ownCalendarMenu() {
    return new MenuEntry("", "我的日历", "/calendar", 72, Set.of("SUPERVISOR"));
  }

  /** 按月查看自己的任务和不可用时段. */
  @Article("8")
  @GetMapping("/calendar")
  @Allowed(UserRole.SUPERVISOR)
  String month(@RequestParam(defaultValue = "") String month, SignedIn user, Model model) {
    var today = LocalDate.now(clock);
    String card = card(user);
    var shown = read(month, YearMonth.from(today));
    model.addAttribute(
        "month",
        OwnMonth.of(
            shown,
            today,
            tasks.between(card, shown.atDay(1), shown.atEndOfMonth()),
            absences.of(card)));
    model.addAttribute("card", card);
    return "dispatch/own-calendar";
  }

  private static YearMonth read(String month, YearMonth otherwise) {
    try {
      var asked = month.isEmpty() ? otherwise : YearMonth.parse(month);
      return asked.getYear() < 2000 || asked.getYear() > 2200 ? otherwise : asked;
    } catch (DateTimeParseException notAMonth) {
      return otherwise;
    }
  }

  /** 下载自己已接受的任务，导入手机或电脑的日历. */
  @GetMapping("/calendar.ics")
  @Allowed(UserRole.SUPERVISOR)
  ResponseEntity<String> file(SignedIn user) {
    var today = LocalDate.now(clock);
    var accepted =
        tasks.between(card(user), today.minusMonths(3), today.plusYears(2)).stream()
            .filter(each -> each.order().state() == AssignmentState.ACCEPTED)
            .toList();
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("我的督导任务.ics", StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(CalendarFile.of(accepted, clock.instant()));
  }

  private static String card(SignedIn user) {
    if (user.supervisorCard() == null) {
      throw new NotFoundException("您的账户还没有关联证卡，请联系系统管理员。");
    }
    return user.supervisorCard();
  }
}
