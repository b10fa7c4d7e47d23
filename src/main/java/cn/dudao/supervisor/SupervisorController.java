package cn.dudao.supervisor;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.Versioned;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 督导员的页面: list, record, form. */
@Controller
class SupervisorController {

  private static final List<String> TABS =
      List.of("particulars", "standing", "grounds", "absences", "history");

  private final Supervisors supervisors;
  private final RecusalGrounds grounds;
  private final Absences absences;
  private final Institutions institutions;
  private final ChangeHistory history;
  private final AnnualDeclarations declarations;
  private final Clock clock;

  SupervisorController(
      Supervisors supervisors,
      RecusalGrounds grounds,
      Absences absences,
      Institutions institutions,
      ChangeHistory history,
      AnnualDeclarations declarations,
      Clock clock) {
    this.supervisors = supervisors;
    this.grounds = grounds;
    this.absences = absences;
    this.institutions = institutions;
    this.history = history;
    this.declarations = declarations;
    this.clock = clock;
  }

  @GetMapping("/supervisors")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", supervisors.list(query));
    model.addAttribute("kinds", kinds());
    model.addAttribute("sources", sources());
    model.addAttribute("grades", grades());
    model.addAttribute(
        "states",
        List.of(
            new Choice("GOOD", "可委派（正常且证卡有效）"),
            new Choice("EXPIRING", "证卡 %d 天内到期".formatted(supervisors.warningDays())),
            new Choice("EXPIRED", "证卡已过期"),
            new Choice("SUSPENDED", "停止委派"),
            new Choice("DISQUALIFIED", "取消资格")));
    return "supervisor/list";
  }

  /** What fits the letters typed so far, for fields that name a supervisor. */
  @GetMapping("/supervisors/choices")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String choices(@RequestParam Map<String, String> parameters, Model model) {
    String words = parameters.values().stream().findFirst().orElse("");
    List<Choice> choices = new ArrayList<>();
    supervisors.search(words, 20).forEach((card, shown) -> choices.add(new Choice(card, shown)));
    model.addAttribute("choices", choices);
    return "register/choices";
  }

  @GetMapping("/supervisors/own")
  @Allowed(UserRole.SUPERVISOR)
  String own(SignedIn user) {
    if (user.supervisorCard() == null) {
      throw new NotFoundException("您的账户还没有关联证卡，请联系系统管理员。");
    }
    return "redirect:/supervisors/" + user.supervisorCard();
  }

  /** 查看一名督导员的档案: 证卡、考核、状态、回避、不可用和时间线. */
  @Article("9")
  @GetMapping("/supervisors/{card}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER, UserRole.SUPERVISOR})
  String record(
      @PathVariable String card,
      @RequestParam(defaultValue = "particulars") String tab,
      SignedIn user,
      Model model) {
    Versioned<SupervisorEntry> found = found(card, user);
    QualitySupervisor supervisor = found.value().supervisor();
    LocalDate today = LocalDate.now(clock);
    Standing standing = Supervisors.standingOn(supervisor.standings(), today);
    TreeSet<String> codes = new TreeSet<>();
    if (supervisor.employerCode() != null) {
      codes.add(supervisor.employerCode());
    }
    supervisor.formerEmployments().forEach(each -> codes.add(each.institution()));
    var ownGrounds = grounds.of(card);
    ownGrounds.forEach(each -> codes.add(each.value().ground().institution()));

    model.addAttribute("entry", found.value());
    model.addAttribute("tab", TABS.contains(tab) ? tab : "particulars");
    model.addAttribute("standing", standing);
    model.addAttribute(
        "state",
        SupervisorState.of(
            standing, supervisor.validUntil(), today, today.plusDays(supervisors.warningDays())));
    model.addAttribute("today", today);
    model.addAttribute("names", institutions.names(codes));
    model.addAttribute(
        "grounds",
        ownGrounds.stream()
            .map(each -> new GroundLine(each.value(), supervisor.name(), "", today))
            .toList());
    model.addAttribute("absences", absences.of(card));
    model.addAttribute("year", today.getYear());
    declarations
        .of(card, today.getYear())
        .ifPresent(each -> model.addAttribute("declaration", each));
    model.addAttribute(
        "changes", tab.equals("history") ? history.of(Supervisors.KIND, card, 200) : List.of());
    return "supervisor/record";
  }

  @GetMapping("/supervisors/new")
  @Allowed(UserRole.BUREAU_OFFICER)
  String blank(Model model) {
    return form(SupervisorForm.empty(), FormErrors.NONE, true, model);
  }

  /** 登记督导员和证卡. */
  @Article("5")
  @PostMapping("/supervisors")
  @Allowed(UserRole.BUREAU_OFFICER)
  String add(
      @ModelAttribute SupervisorForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    FormErrors errors = form.check(institutions, LocalDate.now(clock));
    if (errors.isEmpty()) {
      SupervisorEntry wanted = form.entry();
      if (supervisors.find(form.card()).isPresent()) {
        if (supervisors.difference(List.of(wanted)).isEmpty()) {
          // The same form once more, a double click for example: it is done already.
          return "redirect:/supervisors/" + wanted.card();
        }
        errors.add("card", "证卡编号 %s 已登记，请核对，或打开该督导员修改".formatted(form.card()));
      } else {
        supervisors
            .add(wanted, user.actor(), form.reason())
            .forEach(each -> errors.add("idNumber", each));
      }
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(form, errors, true, model);
    }
    Notice.done(redirect, "已登记督导员“%s”。".formatted(form.name()));
    return "redirect:/supervisors/" + form.card();
  }

  @GetMapping("/supervisors/{card}/edit")
  @Allowed(UserRole.BUREAU_OFFICER)
  String edit(@PathVariable String card, SignedIn user, Model model) {
    Versioned<SupervisorEntry> found = found(card, user);
    return form(SupervisorForm.of(found.value(), found.version()), FormErrors.NONE, false, model);
  }

  @PostMapping("/supervisors/{card}")
  @Allowed(UserRole.BUREAU_OFFICER)
  String change(
      @PathVariable String card,
      @ModelAttribute SupervisorForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    found(card, user);
    LocalDate today = LocalDate.now(clock);
    FormErrors errors = form.check(institutions, today);
    if (!form.card().equals(card)) {
      errors.add("card", "证卡编号登记后不能更改");
    }
    if (errors.isEmpty()) {
      supervisors
          .change(
              form.entry(), form.versionNumber(), form.leftDay(today), user.actor(), form.reason())
          .forEach(each -> errors.add("idNumber", each));
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(form, errors, false, model);
    }
    Notice.done(redirect, "已保存。");
    return "redirect:/supervisors/" + card;
  }

  @PostMapping("/supervisors/{card}/personal-reading")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String readPersonal(
      @PathVariable String card,
      @RequestParam Supervisors.PersonalField field,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    SupervisorEntry entry = found(card, user).value();
    if (reason.isBlank()) {
      Notice.problem(redirect, "查看完整号码须写明理由，没有显示。");
      return "redirect:/supervisors/" + card;
    }
    Optional<String> tooLong = TextLimit.REASON.problemOf(reason.strip());
    if (tooLong.isPresent()) {
      Notice.problem(redirect, tooLong.get() + "，没有显示。");
      return "redirect:/supervisors/" + card;
    }
    response.setHeader("Cache-Control", "no-store");
    model.addAttribute("title", "完整号码");
    model.addAttribute("subject", "%s（%s）".formatted(entry.supervisor().name(), card));
    model.addAttribute("label", field.label());
    model.addAttribute("value", supervisors.reveal(card, field, reason.strip(), user.actor()));
    model.addAttribute("reason", reason.strip());
    model.addAttribute("back", "/supervisors/" + card);
    return "register/revealed";
  }

  private String form(SupervisorForm form, FormErrors errors, boolean fresh, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("fresh", fresh);
    model.addAttribute("kinds", kinds());
    model.addAttribute("sources", sources());
    model.addAttribute("districts", Divisions.choices(form.district()));
    return "supervisor/form";
  }

  private Versioned<SupervisorEntry> found(String card, SignedIn user) {
    boolean bureau = user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
    if (!bureau && !card.equals(user.supervisorCard())) {
      throw unknown(card);
    }
    return supervisors.find(card).orElseThrow(() -> unknown(card));
  }

  private static NotFoundException unknown(String card) {
    return new NotFoundException("没有证卡编号为 %s 的督导员。".formatted(card));
  }

  private static List<Choice> kinds() {
    return Arrays.stream(SupervisorKind.values())
        .map(each -> new Choice(each.name(), each.label()))
        .toList();
  }

  private static List<Choice> sources() {
    return Arrays.stream(SupervisorSource.values())
        .map(each -> new Choice(each.name(), each.label()))
        .toList();
  }

  static List<Choice> grades() {
    return Arrays.stream(Grade.values())
        .map(each -> new Choice(each.name(), each.label()))
        .toList();
  }
}
