package cn.dudao.regulation;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 参数: what the bureau has chosen, proposals to change it, and their approval. */
@Controller
class ParameterController {

  private final ParameterChanges changes;
  private final Clock clock;

  ParameterController(ParameterChanges changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  @GetMapping("/parameters")
  @Allowed({
    UserRole.BUREAU_OFFICER,
    UserRole.BUREAU_LEADER,
    UserRole.SYSTEM_ADMIN,
    UserRole.AUDIT_ADMIN
  })
  String list(Model model) {
    ParameterHistory history = changes.history();
    List<ParameterChange> open = changes.open();
    LocalDate today = LocalDate.now(clock);
    model.addAttribute(
        "lines",
        Arrays.stream(Parameter.values())
            .map(each -> ParameterLine.of(each, history, today, openFor(each, open)))
            .toList());
    model.addAttribute("open", open);
    return "regulation/parameters";
  }

  private static @Nullable ParameterChange openFor(
      Parameter parameter, List<ParameterChange> open) {
    return open.stream().filter(each -> each.parameter() == parameter).findFirst().orElse(null);
  }

  @GetMapping("/parameters/{key}")
  @Allowed({
    UserRole.BUREAU_OFFICER,
    UserRole.BUREAU_LEADER,
    UserRole.SYSTEM_ADMIN,
    UserRole.AUDIT_ADMIN
  })
  String show(@PathVariable String key, Model model) {
    Parameter parameter = parameter(key);
    List<ParameterChange> all = changes.of(parameter);
    model.addAttribute(
        "line",
        ParameterLine.of(
            parameter, changes.history(), LocalDate.now(clock), openFor(parameter, all)));
    model.addAttribute("changes", all);
    return "regulation/parameter";
  }

  @GetMapping("/parameters/{key}/changes/new")
  @Allowed(UserRole.BUREAU_OFFICER)
  String form(@PathVariable String key, Model model) {
    Parameter parameter = parameter(key);
    LocalDate today = LocalDate.now(clock);
    String value = changes.on(today).text(parameter);
    return form(parameter, new ParameterProposal(value, "", ""), FormErrors.NONE, model);
  }

  private String form(
      Parameter parameter, ParameterProposal proposal, FormErrors errors, Model model) {
    List<ParameterChange> all = changes.of(parameter);
    LocalDate today = LocalDate.now(clock);
    model.addAttribute(
        "line", ParameterLine.of(parameter, changes.history(), today, openFor(parameter, all)));
    model.addAttribute("proposal", proposal);
    model.addAttribute("errors", errors);
    model.addAttribute("today", today.toString());
    model.addAttribute(
        "choices",
        parameter.choices().stream()
            .map(choice -> new Choice(choice, parameter.choiceLabel(choice)))
            .toList());
    return "regulation/proposal";
  }

  /** 提出参数变更，写明理由和生效日期。 */
  @PostMapping("/parameters/{key}/changes")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article("22")
  String propose(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String value,
      @RequestParam(defaultValue = "") String holdsFrom,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Parameter parameter = parameter(key);
    ParameterProposal proposal = new ParameterProposal(value, holdsFrom, reason);
    if (!parameter.fixedByRegulation()) {
      LocalDate today = LocalDate.now(clock);
      Parameters present = changes.on(proposal.day().orElse(today));
      FormErrors errors = proposal.errors(parameter, present, today);
      if (!errors.isEmpty()) {
        response.setStatus(422);
        return form(parameter, proposal, errors, model);
      }
    }
    ParameterChange change = changes.propose(parameter, proposal, user.actor());
    Notice.done(redirect, "变更已提出，等待负责人审批；批准后自 " + change.holdsFrom() + " 起生效。");
    return "redirect:/parameters/" + parameter.key();
  }

  @GetMapping("/parameter-changes/{id}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String decision(@PathVariable long id, SignedIn user, Model model) {
    return decision(change(id), user, "", FormErrors.NONE, model);
  }

  private String decision(
      ParameterChange change, SignedIn user, String note, FormErrors errors, Model model) {
    LocalDate today = LocalDate.now(clock);
    Parameters before = changes.on(change.holdsFrom().minusDays(1));
    model.addAttribute("change", change);
    model.addAttribute("before", change.parameter().shown(before.text(change.parameter())));
    model.addAttribute("own", change.proposed().personId().equals(user.actor().id()));
    model.addAttribute("late", change.holdsFrom().isBefore(today));
    model.addAttribute("note", note);
    model.addAttribute("errors", errors);
    return "regulation/decision";
  }

  /** 批准参数变更，自生效日期起适用。 */
  @PostMapping("/parameter-changes/{id}/approval")
  @Allowed(UserRole.BUREAU_LEADER)
  @Article("22")
  String approve(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String note,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    FormErrors errors = new FormErrors();
    errors.within("note", note.strip(), ParameterChange.NOTE_LIMIT);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return decision(change(id), user, note, errors, model);
    }
    ParameterChange change = changes.approve(id, note.strip(), user.actor());
    Notice.done(
        redirect,
        "已批准：“"
            + change.parameter().title()
            + "”自 "
            + change.holdsFrom()
            + " 起为 "
            + change.shownValue()
            + "。");
    return "redirect:/parameters/" + change.parameter().key();
  }

  @PostMapping("/parameter-changes/{id}/return")
  @Allowed(UserRole.BUREAU_LEADER)
  String giveBack(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String note,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    FormErrors errors = new FormErrors();
    errors.required("note", note, "退回时请写明意见");
    errors.within("note", note.strip(), ParameterChange.NOTE_LIMIT);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return decision(change(id), user, note, errors, model);
    }
    ParameterChange change = changes.giveBack(id, note.strip(), user.actor());
    Notice.done(redirect, "已退回：“" + change.parameter().title() + "”的数值不变。");
    return "redirect:/parameters/" + change.parameter().key();
  }

  private static Parameter parameter(String key) {
    return Parameter.byKey(key).orElseThrow(() -> new NotFoundException("没有名为“" + key + "”的参数。"));
  }

  private ParameterChange change(long id) {
    return changes.find(id).orElseThrow(() -> new NotFoundException("没有编号为 " + id + " 的参数变更。"));
  }
}
