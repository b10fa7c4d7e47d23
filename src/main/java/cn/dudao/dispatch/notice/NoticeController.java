package cn.dudao.dispatch.notice;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 督导通知（给机构）和委派通知书（给督导员）. */
@Controller
class NoticeController {

  private final Announcements announcements;
  private final Assignments assignments;
  private final AppraisalSessions sessions;
  private final Clock clock;

  NoticeController(
      Announcements announcements,
      Assignments assignments,
      AppraisalSessions sessions,
      Clock clock) {
    this.announcements = announcements;
    this.assignments = assignments;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** 督导通知：机构看到本单位的，经办人员和负责人看到已通知机构的全部. */
  @GetMapping("/notices")
  @Allowed({UserRole.INSTITUTION_STAFF, UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("13")
  String list(ListQuery query, SignedIn user, Model model) {
    Page<Announcement> page = new Page<>(List.of(), null, null, null);
    boolean linked = bureau(user) || user.institutionCode() != null;
    if (linked) {
      page =
          announcements.list(
              query, bureau(user) ? "" : Objects.requireNonNull(user.institutionCode()));
    }
    model.addAttribute("query", query);
    model.addAttribute("page", page);
    model.addAttribute("linked", linked);
    return "dispatch/notice/list";
  }

  /** 阅读和打印一份督导通知，查看或填写回执. */
  @GetMapping("/notices/{id}")
  @Allowed({UserRole.INSTITUTION_STAFF, UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("13")
  String show(@PathVariable UUID id, SignedIn user, Model model) {
    return show(mine(id, user), "", "", FormErrors.NONE, model);
  }

  private String show(
      Announcement notice, String contact, String remark, FormErrors errors, Model model) {
    model.addAttribute("notice", notice);
    model.addAttribute("content", content(notice.task()));
    model.addAttribute("contact", contact.isEmpty() ? notice.contact() : contact);
    model.addAttribute("remark", remark.isEmpty() ? notice.remark() : remark);
    model.addAttribute("errors", errors);
    return "dispatch/notice/announcement";
  }

  /** 填写督导通知回执. */
  @PostMapping("/notices/{id}/receipt")
  @Allowed(UserRole.INSTITUTION_STAFF)
  @Article("13")
  String receive(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam(defaultValue = "") String contact,
      @RequestParam(defaultValue = "") String remark,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var notice = mine(id, user);
    var errors = new FormErrors();
    errors.required("contact", contact.strip(), "请填写本单位的联系人和电话。");
    errors.within("contact", contact.strip(), Announcement.CONTACT_LIMIT);
    errors.within("remark", remark.strip(), Announcement.REMARK_LIMIT);
    if (notice.task().cancelled()) {
      errors.add("contact", "这次督导已取消，无须回执。");
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return show(notice, contact, remark, errors, model);
    }
    announcements.receive(id, version, contact.strip(), remark.strip(), user.actor());
    Notice.done(redirect, "已填写督导通知 %s 的回执。".formatted(notice.documentNumber()));
    return "redirect:" + notice.url();
  }

  /** 本人的委派通知书. */
  @GetMapping("/tasks/{id}/notice")
  @Allowed(UserRole.SUPERVISOR)
  @Article("8")
  String own(@PathVariable UUID id, SignedIn user, Model model) {
    var assignment =
        assignments
            .find(id)
            .filter(each -> each.card().equals(user.supervisorCard()))
            .filter(each -> each.known(clock.instant()))
            .orElseThrow(NoticeController::unknown);
    return notice(assignment, "/tasks/" + id, model);
  }

  /** 委派通知书，名单密封期间只有经办人员可以查看. */
  @GetMapping("/dispatch/assignments/{id}/notice")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("8")
  String forBureau(@PathVariable UUID id, SignedIn user, Model model) {
    var assignment =
        assignments
            .find(id)
            .filter(each ->
                user.is(UserRole.BUREAU_OFFICER) || !each.releasedAt().isAfter(clock.instant()))
            .orElseThrow(NoticeController::unknown);
    return notice(assignment, "/dispatch/assignments/" + id, model);
  }

  private String notice(Assignment assignment, String back, Model model) {
    var task = assignments.task(assignment.task()).orElseThrow();
    model.addAttribute("assignment", assignment);
    model.addAttribute(
        "content", new DispatchNotice(task, sessions(task), inForce(task.number()), false));
    model.addAttribute("back", back);
    return "dispatch/notice/dispatch";
  }

  private DispatchNotice content(IssuedTask task) {
    boolean sealed = task.namesAt().isAfter(clock.instant());
    return new DispatchNotice(
        task, sessions(task), sealed ? List.of() : inForce(task.number()), sealed);
  }

  private List<Assignment> inForce(String task) {
    return assignments.of(task).stream().filter(each -> each.state().inForce()).toList();
  }

  private List<AppraisalSession> sessions(IssuedTask task) {
    return sessions.of(task.batch()).stream()
        .filter(each -> each.cancelReason() == null)
        .map(AppraisalSessions.Entry::session)
        .filter(each -> each.date().equals(task.date()))
        .filter(each -> each.site().strip().equals(task.site()))
        .toList();
  }

  /** Somebody of an institution sees their own notices only; others do not exist for them. */
  private Announcement mine(UUID id, SignedIn user) {
    return announcements
        .find(id)
        .filter(each -> bureau(user) || each.task().institution().equals(user.institutionCode()))
        .orElseThrow(NoticeController::unknown);
  }

  private static boolean bureau(SignedIn user) {
    return user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
  }

  private static NotFoundException unknown() {
    return new NotFoundException("没有这份通知，或不属于您。");
  }
}
