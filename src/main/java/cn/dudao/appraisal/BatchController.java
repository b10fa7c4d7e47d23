package cn.dudao.appraisal;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.history.Versioned;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 登记和查看鉴定批次、场次和考评员. */
@Article("13")
@Controller
class BatchController {

  private final AppraisalBatches batches;
  private final AppraisalSessions sessions;
  private final Institutions institutions;

  BatchController(AppraisalBatches batches, AppraisalSessions sessions, Institutions institutions) {
    this.batches = batches;
    this.sessions = sessions;
    this.institutions = institutions;
  }

  @GetMapping("/batches")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER, UserRole.INSTITUTION_STAFF})
  String list(ListQuery query, SignedIn user, Model model) {
    String own = "";
    Page<AppraisalBatch> page = new Page<>(List.of(), null, null, null);
    boolean linked = bureau(user) || user.institutionCode() != null;
    if (linked) {
      own = bureau(user) ? "" : Objects.requireNonNullElse(user.institutionCode(), "");
      page = batches.list(query, own);
    }
    model.addAttribute("query", query);
    model.addAttribute("page", page);
    model.addAttribute("linked", linked);
    return "appraisal/list";
  }

  @GetMapping("/batches/{id}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER, UserRole.INSTITUTION_STAFF})
  String record(
      @PathVariable String id,
      @RequestParam(defaultValue = "sessions") String tab,
      SignedIn user,
      Model model) {
    AppraisalBatch batch = named(id, user);
    boolean past = tab.equals("history") && bureau(user);
    model.addAttribute("batch", batch);
    model.addAttribute("tab", past ? "history" : "sessions");
    model.addAttribute("sessions", sessions.of(batch.number()));
    model.addAttribute("changes", past ? sessions.changesOf(batch.number()) : List.of());
    return "appraisal/record";
  }

  @GetMapping("/batches/new")
  @Allowed(UserRole.BUREAU_OFFICER)
  String blankBatch(Model model) {
    return form(SessionForm.blank("", ""), FormErrors.NONE, null, null, model);
  }

  @PostMapping("/batches")
  @Allowed(UserRole.BUREAU_OFFICER)
  String addBatch(
      @ModelAttribute SessionForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return add(form, null, user, model, response, redirect);
  }

  @GetMapping("/batches/{id}/sessions/new")
  @Allowed(UserRole.BUREAU_OFFICER)
  String blankSession(@PathVariable UUID id, SignedIn user, Model model) {
    AppraisalBatch batch = found(id, user);
    return form(
        SessionForm.blank(batch.number(), batch.institution()),
        FormErrors.NONE,
        batch,
        null,
        model);
  }

  @PostMapping("/batches/{id}/sessions")
  @Allowed(UserRole.BUREAU_OFFICER)
  String addSession(
      @PathVariable UUID id,
      @ModelAttribute SessionForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return add(form, found(id, user), user, model, response, redirect);
  }

  private String add(
      SessionForm form,
      @Nullable AppraisalBatch batch,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    FormErrors errors = form.check(institutions);
    if (batch != null && !batch.number().equals(form.batch())) {
      errors.add("batch", "场次须属于批次 " + batch.number());
    }
    if (errors.isEmpty()) {
      AppraisalSession wanted = form.session(homeOf(form.institution()));
      boolean there = sessions.find(wanted.batch(), wanted.number()).isPresent();
      if (there && sessions.difference(List.of(wanted)).isEmpty()) {
        // The same form once more, a double click for example: it is done already.
        return toBatch(wanted.batch());
      }
      sessions
          .add(wanted, user.actor(), form.reason())
          .forEach(each -> errors.add(each.contains("已有场次") ? "number" : "institution", each));
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(form, errors, batch, null, model);
    }
    Notice.done(redirect, "已登记场次 %s。".formatted(form.number()));
    return toBatch(form.batch());
  }

  @GetMapping("/sessions/{id}/edit")
  @Allowed(UserRole.BUREAU_OFFICER)
  String edit(@PathVariable UUID id, Model model) {
    Versioned<AppraisalSession> now = session(id);
    return form(
        SessionForm.of(now.value(), now.version()),
        FormErrors.NONE,
        batches.find(now.value().batch()).orElse(null),
        id,
        model);
  }

  @PostMapping("/sessions/{id}")
  @Allowed(UserRole.BUREAU_OFFICER)
  String change(
      @PathVariable UUID id,
      @ModelAttribute SessionForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    AppraisalSession now = session(id).value();
    FormErrors errors = form.check(institutions);
    if (!form.batch().equals(now.batch())
        || !form.number().equals(now.number())
        || !form.institution().equals(now.institution())) {
      errors.add("number", "批次号、场次号和承办单位登记后不能更改");
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(form, errors, batches.find(now.batch()).orElse(null), id, model);
    }
    sessions.change(
        form.session(homeOf(form.institution())),
        form.versionNumber(),
        user.actor(),
        form.reason());
    Notice.done(redirect, "已保存场次 %s。".formatted(now.number()));
    return toBatch(now.batch());
  }

  @GetMapping("/sessions/{id}/cancellation")
  @Allowed(UserRole.BUREAU_OFFICER)
  String askCancellation(@PathVariable UUID id, Model model) {
    return cancellation(id, FormErrors.NONE, "", model);
  }

  @PostMapping("/sessions/{id}/cancellation")
  @Allowed(UserRole.BUREAU_OFFICER)
  String cancel(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "0") int version,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    AppraisalSession now = session(id).value();
    FormErrors errors = new FormErrors();
    errors.required("reason", reason, "请写明取消的理由");
    errors.within("reason", reason.strip(), TextLimit.REASON);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return cancellation(id, errors, reason, model);
    }
    sessions.cancel(now.batch(), now.number(), version, user.actor(), reason.strip());
    Notice.done(redirect, "已取消场次 %s。".formatted(now.number()));
    return toBatch(now.batch());
  }

  private String cancellation(UUID id, FormErrors errors, String reason, Model model) {
    Versioned<AppraisalSession> now = session(id);
    model.addAttribute("id", id);
    model.addAttribute("session", now.value());
    model.addAttribute("version", now.version());
    model.addAttribute("batch", batches.find(now.value().batch()).orElseThrow());
    model.addAttribute("errors", errors);
    model.addAttribute("reason", reason);
    return "appraisal/cancellation";
  }

  private String form(
      SessionForm form,
      FormErrors errors,
      @Nullable AppraisalBatch batch,
      @Nullable UUID session,
      Model model) {
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("batch", batch);
    model.addAttribute(
        "action",
        session != null
            ? "/sessions/" + session
            : batch == null ? "/batches" : "/batches/" + batch.id() + "/sessions");
    model.addAttribute("fresh", session == null);
    model.addAttribute("districts", Divisions.choices(form.district()));
    return "appraisal/form";
  }

  private String toBatch(String number) {
    return "redirect:/batches/" + batches.find(number).orElseThrow().id();
  }

  private String homeOf(String institution) {
    return institutions.find(institution).orElseThrow().value().district();
  }

  private Versioned<AppraisalSession> session(UUID id) {
    return sessions.find(id).orElseThrow(() -> new NotFoundException("没有这个场次。"));
  }

  /** By the number in addresses or, from other pages, by 批次号. */
  private AppraisalBatch named(String key, SignedIn user) {
    if (key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      return found(UUID.fromString(key), user);
    }
    return visible(batches.find(key), user);
  }

  private AppraisalBatch found(UUID id, SignedIn user) {
    return visible(batches.find(id), user);
  }

  private static AppraisalBatch visible(Optional<AppraisalBatch> batch, SignedIn user) {
    return batch
        .filter(each -> bureau(user) || each.institution().equals(user.institutionCode()))
        .orElseThrow(() -> new NotFoundException("没有这个批次。"));
  }

  private static boolean bureau(SignedIn user) {
    return user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
  }
}
