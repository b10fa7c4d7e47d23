package cn.dudao.dispatch;

import cn.dudao.account.Allowed;
import cn.dudao.account.UserRole;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.MenuEntry;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.Supervisors;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 查看系统启用前的督导历史. What the register holds from before the system knew. */
@Article("19")
@Controller
class PastSupervisionController {

  private final PastSupervisions history;
  private final Institutions institutions;
  private final Supervisors supervisors;

  PastSupervisionController(
      PastSupervisions history, Institutions institutions, Supervisors supervisors) {
    this.history = history;
    this.institutions = institutions;
    this.supervisors = supervisors;
  }

  @Bean
  static MenuEntry pastSupervisionsMenu() {
    return new MenuEntry(
        "督导委派", "督导历史", "/past-supervisions", 45, Set.of("BUREAU_OFFICER", "BUREAU_LEADER"));
  }

  @GetMapping("/past-supervisions")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    Page<PastSupervision> page = history.list(query);
    Set<String> codes = new TreeSet<>();
    Set<String> cards = new TreeSet<>();
    page.rows()
        .forEach(each -> {
          codes.add(each.institution());
          cards.addAll(each.cards());
        });
    model.addAttribute("query", query);
    model.addAttribute("page", page);
    model.addAttribute("institutions", institutions.names(codes));
    model.addAttribute("supervisors", supervisors.names(cards));
    model.addAttribute(
        "kinds",
        Arrays.stream(TaskKind.values())
            .map(each -> new Choice(each.name(), each.label()))
            .toList());
    return "dispatch/past-supervisions";
  }
}
