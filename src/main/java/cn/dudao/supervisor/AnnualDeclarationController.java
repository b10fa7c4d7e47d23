package cn.dudao.supervisor;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.MenuEntry;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 年度回避声明: a supervisor's own, and who has declared. */
@Controller
class AnnualDeclarationController {

  private final AnnualDeclarations declarations;
  private final Institutions institutions;
  private final Clock clock;

  AnnualDeclarationController(
      AnnualDeclarations declarations, Institutions institutions, Clock clock) {
    this.declarations = declarations;
    this.institutions = institutions;
    this.clock = clock;
  }

  @Bean
  static MenuEntry ownDeclarationMenu() {
    return new MenuEntry("", "年度回避声明", "/declarations/own", 78, Set.of("SUPERVISOR"));
  }

  @Bean
  static MenuEntry declarationsMenu() {
    return new MenuEntry(
        "督导队伍", "年度回避声明", "/declarations", 30, Set.of("BUREAU_OFFICER", "BUREAU_LEADER"));
  }

  /** 查看哪些督导员已作年度回避声明，哪些还没有. */
  @Article("18")
  @GetMapping("/declarations")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    var today = LocalDate.now(clock);
    String asked = query.filter("year");
    int year = asked.matches("20\\d{2}") ? Integer.parseInt(asked) : today.getYear();
    model.addAttribute("query", query);
    model.addAttribute("year", year);
    model.addAttribute("page", declarations.list(query, year, today));
    return "supervisor/declarations";
  }

  @GetMapping("/declarations/own")
  @Allowed(UserRole.SUPERVISOR)
  String own(SignedIn user, Model model) {
    return form(Map.of(), FormErrors.NONE, UUID.randomUUID(), user, model);
  }

  /** 作年度回避声明：逐项作答，有回避情形的登记为回避事由. */
  @Article("18")
  @PostMapping("/declarations")
  @Allowed(UserRole.SUPERVISOR)
  String declare(
      @RequestParam Map<String, String> fields,
      @RequestParam UUID key,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    String card = card(user);
    var form = new AnnualDeclarationForm(fields);
    var errors = new FormErrors();
    var declaration = form.declaration(errors);
    var grounds = form.grounds(card, declaration, LocalDate.now(clock), institutions, errors);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(form.fields(), errors, key, user, model);
    }
    int entered = declarations.declare(key, card, declaration, grounds, user.actor());
    Notice.done(
        redirect, entered == 0 ? "已收到您的年度回避声明。" : "已收到您的年度回避声明，登记回避事由 %d 项。".formatted(entered));
    return "redirect:/declarations/own";
  }

  private String form(
      Map<String, String> fields, FormErrors errors, UUID key, SignedIn user, Model model) {
    model.addAttribute("fields", fields);
    model.addAttribute("errors", errors);
    model.addAttribute("key", key.toString());
    model.addAttribute("year", LocalDate.now(clock).getYear());
    model.addAttribute("card", card(user));
    model.addAttribute("declarations", declarations.of(card(user)));
    return "supervisor/declaration";
  }

  private static String card(SignedIn user) {
    if (user.supervisorCard() == null) {
      throw new NotFoundException("您的账户还没有关联证卡，请联系系统管理员。");
    }
    return user.supervisorCard();
  }
}
