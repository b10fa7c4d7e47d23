package cn.dudao.supervisor;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.institution.Institutions;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Single entries of a supervisor's record: grades, standing, grounds of recusal, absences. */
@Controller
class DossierController {

  private final Supervisors supervisors;
  private final RecusalGrounds grounds;
  private final Absences absences;
  private final Institutions institutions;
  private final Clock clock;

  DossierController(
      Supervisors supervisors,
      RecusalGrounds grounds,
      Absences absences,
      Institutions institutions,
      Clock clock) {
    this.supervisors = supervisors;
    this.grounds = grounds;
    this.absences = absences;
    this.institutions = institutions;
    this.clock = clock;
  }

  // Grades

  @GetMapping("/supervisors/{card}/grades")
  @Allowed(UserRole.BUREAU_OFFICER)
  String askGrade(@PathVariable String card, SignedIn user, Model model) {
    return page(DossierAct.GRADE, blank(card, user), FormErrors.NONE, user, model);
  }

  /** 登记督导员的年度考核结果. */
  @Article("10")
  @PostMapping("/supervisors/{card}/grades")
  @Allowed(UserRole.BUREAU_OFFICER)
  String grade(
      @PathVariable String card,
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Versioned<SupervisorEntry> now = found(card, user);
    FormErrors errors = form.checkGrade(today().getYear());
    if (errors.isEmpty()) {
      int year = Integer.parseInt(form.year());
      Grade grade = Grade.valueOf(form.grade());
      @org.jspecify.annotations.Nullable Grade before = now.value().supervisor().grades().get(year);
      if (before == grade) {
        return "redirect:/supervisors/" + card + "?tab=standing";
      }
      if (before != null && form.reason().isEmpty()) {
        errors.add("reason", "%d 年度已登记为“%s”，更正须写明理由".formatted(year, before.label()));
      } else {
        supervisors.grade(card, form.versionNumber(), year, grade, user.actor(), form.reason());
        Notice.done(redirect, "已登记 %d 年度考核：%s。".formatted(year, grade.label()));
        return "redirect:/supervisors/" + card + "?tab=standing";
      }
    }
    response.setStatus(422);
    return page(DossierAct.GRADE, form.of(card), errors, user, model);
  }

  // Standing

  @GetMapping("/supervisors/{card}/suspension")
  @Allowed(UserRole.BUREAU_LEADER)
  String askSuspension(@PathVariable String card, SignedIn user, Model model) {
    return page(
        DossierAct.SUSPENSION, blank(card, user).from(today()), FormErrors.NONE, user, model);
  }

  /** 决定停止委派. */
  @Article("20")
  @PostMapping("/supervisors/{card}/suspension")
  @Allowed(UserRole.BUREAU_LEADER)
  String suspend(
      @PathVariable String card,
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return impose(DossierAct.SUSPENSION, card, form, user, model, response, redirect);
  }

  @GetMapping("/supervisors/{card}/disqualification")
  @Allowed(UserRole.BUREAU_LEADER)
  String askDisqualification(@PathVariable String card, SignedIn user, Model model) {
    return page(
        DossierAct.DISQUALIFICATION, blank(card, user).from(today()), FormErrors.NONE, user, model);
  }

  /** 登记取消资格. */
  @Article("20")
  @PostMapping("/supervisors/{card}/disqualification")
  @Allowed(UserRole.BUREAU_LEADER)
  String disqualify(
      @PathVariable String card,
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return impose(DossierAct.DISQUALIFICATION, card, form, user, model, response, redirect);
  }

  private String impose(
      DossierAct act,
      String card,
      DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    found(card, user);
    Standing standing = act == DossierAct.SUSPENSION ? Standing.SUSPENDED : Standing.DISQUALIFIED;
    FormErrors errors = form.checkStanding();
    LocalDate from = form.fromDay();
    if (errors.isEmpty() && from != null) {
      List<String> obstacles =
          supervisors.impose(
              card, form.versionNumber(), standing, from, user.actor(), form.reason());
      if (obstacles.isEmpty()) {
        Notice.done(redirect, "已登记“%s”，自 %s 起不再委派。".formatted(standing.label(), from));
        return "redirect:/supervisors/" + card + "?tab=standing";
      }
      obstacles.forEach(each -> errors.add("from", each));
    }
    response.setStatus(422);
    return page(act, form.of(card), errors, user, model);
  }

  @GetMapping("/supervisors/{card}/reinstatement")
  @Allowed(UserRole.BUREAU_LEADER)
  String askReinstatement(@PathVariable String card, SignedIn user, Model model) {
    return page(
        DossierAct.REINSTATEMENT,
        blank(card, user).to(today().minusDays(1)),
        FormErrors.NONE,
        user,
        model);
  }

  /** 恢复委派. */
  @Article("20")
  @PostMapping("/supervisors/{card}/reinstatement")
  @Allowed(UserRole.BUREAU_LEADER)
  String reinstate(
      @PathVariable String card,
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    found(card, user);
    FormErrors errors = new FormErrors();
    form.checkReason(errors);
    LocalDate last = form.toDay();
    if (last == null) {
      errors.add("to", "请填写停止委派的最后一天");
    }
    if (!errors.isEmpty() || last == null) {
      response.setStatus(422);
      return page(DossierAct.REINSTATEMENT, form.of(card), errors, user, model);
    }
    supervisors.reinstate(card, form.versionNumber(), last, user.actor(), form.reason());
    Notice.done(redirect, "已恢复委派，停止委派至 %s 为止。".formatted(last));
    return "redirect:/supervisors/" + card + "?tab=standing";
  }

  // Recusal

  @GetMapping("/recusal-grounds")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String grounds(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", grounds.list(query, today()));
    model.addAttribute("relations", relations());
    model.addAttribute("sources", sources());
    return "supervisor/grounds";
  }

  @GetMapping("/recusal-grounds/new")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.SUPERVISOR})
  String askGround(@RequestParam(defaultValue = "") String card, SignedIn user, Model model) {
    boolean officer = user.is(UserRole.BUREAU_OFFICER);
    String whose = officer ? card : Objects.requireNonNullElse(user.supervisorCard(), "");
    if (!whose.isEmpty() || !officer) {
      found(whose, user);
    }
    return page(DossierAct.GROUND, DossierForm.blank(whose, 0), FormErrors.NONE, user, model);
  }

  /** 登记回避事由. */
  @Article("18")
  @PostMapping("/recusal-grounds")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.SUPERVISOR})
  String enterGround(
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    boolean officer = user.is(UserRole.BUREAU_OFFICER);
    if (!officer) {
      found(form.card(), user);
    }
    FormErrors errors = form.checkGround();
    if (!errors.has("card") && supervisors.find(form.card()).isEmpty()) {
      errors.add("card", "没有证卡编号为 %s 的督导员".formatted(form.card()));
    }
    if (!errors.has("institution") && institutions.find(form.institution()).isEmpty()) {
      errors.add("institution", "没有代码为 %s 的单位".formatted(form.institution()));
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return page(DossierAct.GROUND, form, errors, user, model);
    }
    RecusalGrounds.Source source =
        officer ? RecusalGrounds.Source.valueOf(form.source()) : RecusalGrounds.Source.DECLARED;
    if (grounds.add(form.ground(), source, user.actor(), form.reason())) {
      Notice.done(redirect, "已登记回避关系，期间内不委派到该单位。");
    } else {
      Notice.warning(redirect, "这项回避关系已经登记过，没有重复登记。");
    }
    return "redirect:/supervisors/" + form.card() + "?tab=grounds";
  }

  @GetMapping("/recusal-grounds/{id}/lifting")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String askLifting(@PathVariable UUID id, SignedIn user, Model model) {
    Versioned<RecusalGrounds.Entry> ground = ground(id);
    return lifting(
        id,
        DossierForm.blank(ground.value().ground().card(), ground.version()).to(today()),
        FormErrors.NONE,
        user,
        model);
  }

  /** 解除回避事由. */
  @Article("18")
  @PostMapping("/recusal-grounds/{id}/lifting")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String lift(
      @PathVariable UUID id,
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    RecusalGround ground = ground(id).value().ground();
    FormErrors errors = new FormErrors();
    form.checkReason(errors);
    LocalDate last = form.toDay();
    if (last == null) {
      errors.add("to", "请填写回避的最后一天");
    } else if (ground.from() != null && last.isBefore(ground.from())) {
      errors.add("to", "不能早于回避的起始日期 " + ground.from());
    }
    if (!errors.isEmpty() || last == null) {
      response.setStatus(422);
      return lifting(id, form, errors, user, model);
    }
    grounds.lift(id, form.versionNumber(), last, user.actor(), form.reason());
    Notice.done(redirect, "已解除，回避至 %s 为止。".formatted(last));
    return "redirect:/supervisors/" + ground.card() + "?tab=grounds";
  }

  private String lifting(UUID id, DossierForm form, FormErrors errors, SignedIn user, Model model) {
    RecusalGround ground = ground(id).value().ground();
    model.addAttribute(
        "consequence",
        "%s 与 %s（%s）的回避关系“%s”到期后，可以再委派到该单位。"
            .formatted(
                supervisors.names(List.of(ground.card())).getOrDefault(ground.card(), ""),
                institutions
                    .names(List.of(ground.institution()))
                    .getOrDefault(ground.institution(), ""),
                ground.institution(),
                ground.relation().label()));
    model.addAttribute("action", "/recusal-grounds/" + id + "/lifting");
    return page(
        DossierAct.LIFTING,
        new DossierForm(
            ground.card(),
            form.version(),
            "",
            "",
            ground.institution(),
            "",
            "",
            "",
            form.to(),
            "",
            "",
            form.reason()),
        errors,
        user,
        model);
  }

  private Versioned<RecusalGrounds.Entry> ground(UUID id) {
    return grounds.find(id).orElseThrow(() -> new NotFoundException("没有这项回避关系。"));
  }

  // Absences

  @GetMapping("/supervisors/{card}/absences")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.SUPERVISOR})
  String askAbsence(@PathVariable String card, SignedIn user, Model model) {
    return page(DossierAct.ABSENCE, blank(card, user), FormErrors.NONE, user, model);
  }

  @PostMapping("/supervisors/{card}/absences")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.SUPERVISOR})
  String enterAbsence(
      @PathVariable String card,
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    found(card, user);
    FormErrors errors = form.checkAbsence();
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return page(DossierAct.ABSENCE, form.of(card), errors, user, model);
    }
    if (absences.add(form.of(card).absence(), user.actor(), form.reason())) {
      Notice.done(redirect, "已登记不可用，期间内不委派。");
    } else {
      Notice.warning(redirect, "这段时间已经登记过，没有重复登记。");
    }
    return "redirect:/supervisors/" + card + "?tab=absences";
  }

  @GetMapping("/absences/{id}/withdrawal")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.SUPERVISOR})
  String askWithdrawal(@PathVariable UUID id, SignedIn user, Model model) {
    Absence absence = absence(id, user).absence();
    return withdrawal(
        id, absence, DossierForm.blank(absence.card(), 0), FormErrors.NONE, user, model);
  }

  private String withdrawal(
      UUID id, Absence absence, DossierForm form, FormErrors errors, SignedIn user, Model model) {
    model.addAttribute(
        "consequence",
        "撤销后，%s 至 %s（%s）可以委派。".formatted(absence.from(), absence.to(), absence.halfDays().label()));
    model.addAttribute("action", "/absences/" + id + "/withdrawal");
    return page(DossierAct.WITHDRAWAL, form, errors, user, model);
  }

  @PostMapping("/absences/{id}/withdrawal")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.SUPERVISOR})
  String withdraw(
      @PathVariable UUID id,
      @ModelAttribute DossierForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Absence absence = absence(id, user).absence();
    FormErrors errors = new FormErrors();
    errors.within("reason", form.reason(), TextLimit.REASON);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return withdrawal(id, absence, form.of(absence.card()), errors, user, model);
    }
    absences.withdraw(id, user.actor(), form.reason());
    Notice.done(redirect, "已撤销，该段时间可以委派。");
    return "redirect:/supervisors/" + absence.card() + "?tab=absences";
  }

  private Absences.Entry absence(UUID id, SignedIn user) {
    Absences.Entry found =
        absences.find(id).orElseThrow(() -> new NotFoundException("没有这项登记，或者已经撤销。"));
    found(found.absence().card(), user);
    return found;
  }

  private DossierForm blank(String card, SignedIn user) {
    return DossierForm.blank(card, found(card, user).version());
  }

  private String page(
      DossierAct act, DossierForm form, FormErrors errors, SignedIn user, Model model) {
    var known = supervisors.find(form.card()).map(Versioned::value);
    model.addAttribute("act", act);
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("bureau", user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER));
    model.addAttribute("name", known.map(each -> each.supervisor().name()).orElse(""));
    model.addAttribute("facts", known.map(this::facts).orElse(List.of()));
    if (!model.containsAttribute("action")) {
      model.addAttribute("action", act.action(form.card()));
    }
    if (!model.containsAttribute("consequence")) {
      model.addAttribute("consequence", act.consequence());
    }
    model.addAttribute("grades", SupervisorController.grades());
    model.addAttribute("relations", relations());
    model.addAttribute("sources", sources());
    model.addAttribute("today", today().toString());
    return "supervisor/act";
  }

  /** What the decision rests on: label and value. */
  private List<Choice> facts(SupervisorEntry entry) {
    QualitySupervisor supervisor = entry.supervisor();
    return List.of(
        new Choice("督导员类别", supervisor.kind().label()),
        new Choice("工作单位", supervisor.employer()),
        new Choice("证卡有效期至", supervisor.validUntil().toString()),
        new Choice("今天的状态", Supervisors.standingOn(supervisor.standings(), today()).label()),
        new Choice(
            "起作用的年度考核",
            supervisor
                .gradeCountingOn(today())
                .map(each -> each.getKey() + " 年度 " + each.getValue().label())
                .orElse("尚未考核")));
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

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private static List<Choice> relations() {
    return Arrays.stream(RecusalGround.Relation.values())
        .map(each -> new Choice(each.name(), each.label()))
        .toList();
  }

  private static List<Choice> sources() {
    return Arrays.stream(RecusalGrounds.Source.values())
        .map(each -> new Choice(each.name(), each.label()))
        .toList();
  }
}
