package cn.dudao.dispatch.assignment;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.Crumb;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.MenuEntry;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.RecusalDeclaration;
import cn.dudao.supervisor.RecusalGround;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 我的任务: what a supervisor is sent on, and their answers. */
@Controller
class OwnTaskController {

  private static final String NOTE = "note";
  private static final String REASON = "reason";

  private final OwnTasks tasks;
  private final AssignmentAnswers answers;

  OwnTaskController(OwnTasks tasks, AssignmentAnswers answers) {
    this.tasks = tasks;
    this.answers = answers;
  }

  @Bean
  static MenuEntry ownTasksMenu() {
    return new MenuEntry("", "我的任务", "/tasks", 70, Set.of("SUPERVISOR"));
  }

  /** 查看自己的任务：待回执的、将要执行的和已结束的. */
  @Article("8")
  @GetMapping("/tasks")
  @Allowed(UserRole.SUPERVISOR)
  String list(ListQuery query, SignedIn user, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", tasks.list(card(user), query));
    model.addAttribute(
        "parts",
        Arrays.stream(OwnTask.Part.values())
            .map(each -> new Choice(each.name(), each.label()))
            .toList());
    return "dispatch/own-tasks";
  }

  /** 查看一项委派的内容、依据和纪律. */
  @Article({"7", "8", "13", "14", "18"})
  @GetMapping("/tasks/{id}")
  @Allowed(UserRole.SUPERVISOR)
  String record(@PathVariable UUID id, SignedIn user, Model model) {
    var own = own(id, user);
    model.addAttribute("own", own);
    model.addAttribute("team", tasks.team(own));
    return "dispatch/own-task";
  }

  @GetMapping("/tasks/{id}/acceptance")
  @Allowed(UserRole.SUPERVISOR)
  String askAcceptance(@PathVariable UUID id, SignedIn user, Model model) {
    var own = own(id, user);
    return own.mayAccept()
        ? acceptance(own, Map.of(), FormErrors.NONE, model)
        : "redirect:" + own.url();
  }

  private static String acceptance(
      OwnTask own, Map<String, String> fields, FormErrors errors, Model model) {
    model.addAttribute("fields", fields);
    return page(own, errors, "dispatch/own-task-acceptance", model);
  }

  /** 接受委派，并逐项作回避声明；有回避情形的，登记为回避事由，不再前往. */
  @Article("18")
  @PostMapping("/tasks/{id}/acceptance")
  @Allowed(UserRole.SUPERVISOR)
  String accept(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam Map<String, String> fields,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var own = own(id, user);
    var errors = new FormErrors();
    var declaration = RecusalDeclaration.read(own.task().institutionName(), fields, errors);
    String note = FormText.clean(fields.get(NOTE));
    errors.within(NOTE, note, RecusalGround.NOTE_LIMIT);
    if (!declaration.clean()) {
      errors.required(NOTE, note, "有回避情形的，请说明");
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return acceptance(own, fields, errors, model);
    }
    if (declaration.clean()) {
      answers.accept(id, card(user), version, declaration, user.actor());
      Notice.done(redirect, "已接受委派，请按时前往。");
    } else {
      answers.declareGrounds(id, card(user), version, declaration, note, user.actor());
      Notice.done(redirect, "已登记回避事由，您不再承担这项任务。");
    }
    return "redirect:/tasks/" + id;
  }

  @GetMapping("/tasks/{id}/decline")
  @Allowed(UserRole.SUPERVISOR)
  String askDecline(@PathVariable UUID id, SignedIn user, Model model) {
    var own = own(id, user);
    return own.mayDecline() ? decline(own, "", FormErrors.NONE, model) : "redirect:" + own.url();
  }

  private static String decline(OwnTask own, String reason, FormErrors errors, Model model) {
    model.addAttribute(REASON, reason);
    return page(own, errors, "dispatch/own-task-decline", model);
  }

  /** 说明不能承担一项委派的理由. */
  @Article("8")
  @PostMapping("/tasks/{id}/decline")
  @Allowed(UserRole.SUPERVISOR)
  String decline(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var own = own(id, user);
    var errors = new FormErrors();
    errors.required(REASON, reason, "请写明不能承担的理由");
    errors.within(REASON, reason.strip(), TextLimit.REASON);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return decline(own, reason.strip(), errors, model);
    }
    answers.decline(id, card(user), version, reason.strip(), user.actor());
    Notice.done(redirect, "已登记您不能承担这项任务，主管部门将另行委派。");
    return "redirect:/tasks/" + id;
  }

  @GetMapping("/tasks/{id}/ground")
  @Allowed(UserRole.SUPERVISOR)
  String askGround(@PathVariable UUID id, SignedIn user, Model model) {
    var own = own(id, user);
    return own.mayDecline() ? ground(own, "", "", FormErrors.NONE, model) : "redirect:" + own.url();
  }

  private static String ground(
      OwnTask own, String relation, String note, FormErrors errors, Model model) {
    model.addAttribute("relation", relation);
    model.addAttribute(NOTE, note);
    model.addAttribute(
        "relations",
        Arrays.stream(RecusalGround.Relation.values())
            .map(each -> new Choice(each.name(), each.label()))
            .toList());
    return page(own, errors, "dispatch/own-task-ground", model);
  }

  /** 申报回避：登记与被督导单位的关系，不再承担这项任务. */
  @Article("18")
  @PostMapping("/tasks/{id}/ground")
  @Allowed(UserRole.SUPERVISOR)
  String declareGround(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam(defaultValue = "") String relation,
      @RequestParam(defaultValue = "") String note,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var own = own(id, user);
    var errors = new FormErrors();
    var chosen =
        Arrays.stream(RecusalGround.Relation.values())
            .filter(each -> each.name().equals(relation))
            .findFirst();
    if (chosen.isEmpty()) {
      errors.add("relation", "请选择是哪一种关系");
    }
    errors.required(NOTE, note, "请说明具体情况");
    errors.within(NOTE, note.strip(), RecusalGround.NOTE_LIMIT);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return ground(own, relation, note.strip(), errors, model);
    }
    answers.declareGround(
        id, card(user), version, chosen.orElseThrow(), note.strip(), user.actor());
    Notice.done(redirect, "已登记回避事由，您不再承担这项任务。");
    return "redirect:/tasks/" + id;
  }

  private static String page(OwnTask own, FormErrors errors, String view, Model model) {
    model.addAttribute("own", own);
    model.addAttribute("errors", errors);
    model.addAttribute(
        "crumbs",
        List.of(new Crumb("我的任务", "/tasks"), new Crumb(own.task().institutionName(), own.url())));
    return view;
  }

  private OwnTask own(UUID id, SignedIn user) {
    return tasks.find(id, card(user)).orElseThrow(() -> new NotFoundException("没有这项任务。"));
  }

  private static String card(SignedIn user) {
    if (user.supervisorCard() == null) {
      throw new NotFoundException("您的账户还没有关联证卡，请联系系统管理员。");
    }
    return user.supervisorCard();
  }
}
