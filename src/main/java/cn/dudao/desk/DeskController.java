package cn.dudao.desk;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.register.Coverage;
import cn.dudao.dispatch.register.CoverageLine;
import cn.dudao.regulation.Article;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 工作台: the first page of everybody. */
@Controller
class DeskController {

  private static final int SHOWN = 8;

  private final ToDoList toDos;
  private final Coverage coverage;
  private final Deadlines deadlines;
  private final Clock clock;

  DeskController(ToDoList toDos, Coverage coverage, Deadlines deadlines, Clock clock) {
    this.toDos = toDos;
    this.coverage = coverage;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /** 在工作台查看待办事项、未来四周未覆盖的批次和即将到期的证卡。 */
  @GetMapping("/")
  @Allowed(signedIn = true)
  @Article({"5", "13"})
  String desk(SignedIn user, Model model) {
    LocalDate today = LocalDate.now(clock);
    LocalDate end = today.plusWeeks(ToDoList.WEEKS_AHEAD);
    boolean bureau = user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
    int days = deadlines.warningDays(today);
    var next = bureau ? coverage.total(today, end) : CoverageLine.NONE;
    model.addAttribute("toDos", toDos.of(user, today, days, next));
    model.addAttribute("bureau", bureau);
    // Whether a batch will be supervised is not for its institution to know beforehand.
    model.addAttribute("next", next);
    model.addAttribute("uncovered", bureau ? coverage.uncovered(today, end, SHOWN) : List.of());
    model.addAttribute("cards", bureau ? deadlines.next(today, days, SHOWN) : List.of());
    return "desk/desk";
  }
}
