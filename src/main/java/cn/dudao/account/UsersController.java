package cn.dudao.account;

import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 用户: the system administrator creates and disables, the security administrator grants. */
@Controller
class UsersController {

  static final String LINK = "link";

  private final UserAccounts users;
  private final Accounts accounts;
  private final OperatorConsole console;

  UsersController(UserAccounts users, Accounts accounts, OperatorConsole console) {
    this.users = users;
    this.accounts = accounts;
    this.console = console;
  }

  @GetMapping("/users")
  @Allowed({UserRole.SYSTEM_ADMIN, UserRole.SECURITY_ADMIN})
  String list(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", users.list(query));
    return "account/users";
  }

  @GetMapping("/users/new")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String create(Model model) {
    return form(model, null, UserForms.UserForm.BLANK, FormErrors.NONE);
  }

  private static String form(
      Model model,
      @org.jspecify.annotations.Nullable UserAccount user,
      UserForms.UserForm form,
      FormErrors errors) {
    model.addAttribute("user", user);
    model.addAttribute("userName", form.userName());
    model.addAttribute("displayName", form.displayName());
    model.addAttribute("supervisorCard", form.supervisorCard());
    model.addAttribute("institutionCode", form.institutionCode());
    model.addAttribute("mail", form.mail());
    model.addAttribute("phone", form.phone());
    model.addAttribute("version", form.shownVersion());
    model.addAttribute("errors", errors);
    return "account/user-form";
  }

  @PostMapping("/users")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String create(
      SignedIn by,
      UserForms.UserForm form,
      HttpServletResponse response,
      RedirectAttributes redirect,
      Model model) {
    var errors = form.check(true, Contact.NONE);
    if (errors.isEmpty()) {
      try {
        var user =
            accounts.create(
                by, form.userName(), form.displayName(), form.card(), form.institution());
        accounts.changeContact(by, user, Contact.NONE.typed(form.mail(), form.phone()));
        redirect.addFlashAttribute(LINK, PasswordController.link(accounts.invite(by, user)));
        Notice.done(redirect, "用户已建立。请把下面的一次性链接交给本人；角色由安全管理员授予。");
        return "redirect:/users/" + user.id();
      } catch (RuleOfAccounts refusal) {
        errors.add("userName", String.valueOf(refusal.getMessage()));
      } catch (DuplicateKeyException twice) {
        errors.add("userName", "用户名已经有人使用，请换一个。");
      }
    }
    response.setStatus(422);
    return form(model, null, form, errors);
  }

  @GetMapping("/users/{id}")
  @Allowed({UserRole.SYSTEM_ADMIN, UserRole.SECURITY_ADMIN})
  String show(@PathVariable UUID id, SignedIn viewer, Model model) {
    var user = accounts.get(id);
    model.addAttribute("user", user);
    model.addAttribute("self", viewer.id().equals(id));
    model.addAttribute("contact", accounts.contact(id).masked());
    if (!model.containsAttribute(LINK)) {
      model.addAttribute(LINK, "");
    }
    return "account/user";
  }

  @GetMapping("/users/{id}/edit")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String edit(@PathVariable UUID id, Model model) {
    var user = accounts.get(id);
    return form(model, user, UserForms.UserForm.of(user, accounts.contact(id)), FormErrors.NONE);
  }

  @PostMapping("/users/{id}")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String change(
      SignedIn by,
      @PathVariable UUID id,
      UserForms.UserForm form,
      HttpServletResponse response,
      RedirectAttributes redirect,
      Model model) {
    var user = accounts.get(id);
    var contact = accounts.contact(id);
    var errors = form.check(false, contact);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(model, user, form, errors);
    }
    accounts.change(
        by, user, form.displayName(), form.card(), form.institution(), form.shownVersion());
    accounts.changeContact(by, user, contact.typed(form.mail(), form.phone()));
    Notice.done(redirect, "用户已修改。");
    return "redirect:/users/" + id;
  }

  @PostMapping("/users/{id}/invitations")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String invite(SignedIn by, @PathVariable UUID id, RedirectAttributes redirect) {
    var user = accounts.get(id);
    if (Accounts.isForTheConsole(user)) {
      return act(
          id,
          redirect,
          "%s是安全管理员，链接已显示在服务器控制台，由服务器值守人员核实后当面交给本人。原来的链接已失效。".formatted(user.displayName()),
          () ->
              console.hand(by, user, PasswordController.link(accounts.inviteAtConsole(by, user))));
    }
    return act(
        id,
        redirect,
        "新的一次性链接已生成，原来的链接已失效。",
        () ->
            redirect.addFlashAttribute(
                LINK, PasswordController.link(accounts.invite(by, accounts.get(id)))));
  }

  @PostMapping("/users/{id}/roles")
  @Allowed(UserRole.SECURITY_ADMIN)
  String grant(
      SignedIn by,
      @PathVariable UUID id,
      @RequestParam UserRole role,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    return act(
        id,
        redirect,
        "已授予“%s”。本人重新登录后生效。".formatted(role.label()),
        () -> accounts.grant(by, accounts.get(id), role, given(reason)));
  }

  @GetMapping("/users/{id}/roles/{role}/revocation")
  @Allowed(UserRole.SECURITY_ADMIN)
  String askToRevoke(@PathVariable UUID id, @PathVariable UserRole role, Model model) {
    var user = accounts.get(id);
    model.addAttribute("title", "收回角色");
    model.addAttribute(
        "consequence",
        "收回%s（%s）的“%s”后，本人立即退出登录，不能再办理这一角色的事务。"
            .formatted(user.displayName(), user.userName(), role.label()));
    return ask(model, "/users/" + id + "/roles/" + role + "/revocation", "收回角色", id);
  }

  private static String ask(Model model, String action, String button, UUID id) {
    model.addAttribute("action", action);
    model.addAttribute("button", button);
    model.addAttribute("back", "/users/" + id);
    return "account/user-confirm";
  }

  @PostMapping("/users/{id}/roles/{role}/revocation")
  @Allowed(UserRole.SECURITY_ADMIN)
  String revoke(
      SignedIn by,
      @PathVariable UUID id,
      @PathVariable UserRole role,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    return act(
        id,
        redirect,
        "已收回“%s”。".formatted(role.label()),
        () -> accounts.revoke(by, accounts.get(id), role, given(reason)));
  }

  @GetMapping("/users/{id}/deactivation")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String askToDisable(@PathVariable UUID id, Model model) {
    var user = accounts.get(id);
    model.addAttribute("title", "停用用户");
    model.addAttribute(
        "consequence",
        "停用%s（%s）后，本人立即退出登录，不能再登录；所办事项的记录保留。以后可以恢复使用。"
            .formatted(user.displayName(), user.userName()));
    return ask(model, "/users/" + id + "/deactivation", "停用", id);
  }

  @PostMapping("/users/{id}/deactivation")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String disable(
      SignedIn by,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    return act(id, redirect, "用户已停用。", () -> accounts.disable(by, accounts.get(id), given(reason)));
  }

  @PostMapping("/users/{id}/reactivation")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String enable(
      SignedIn by,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    return act(
        id, redirect, "用户已恢复使用。", () -> accounts.enable(by, accounts.get(id), given(reason)));
  }

  private static String given(String reason) {
    if (reason.isBlank()) {
      throw new RuleOfAccounts("请填写理由。");
    }
    TextLimit.REASON
        .problemOf(reason.strip())
        .ifPresent(problem -> {
          throw new RuleOfAccounts(problem + "。");
        });
    return reason.strip();
  }

  private static String act(UUID id, RedirectAttributes redirect, String done, Runnable verb) {
    try {
      verb.run();
      Notice.done(redirect, done);
    } catch (RuleOfAccounts refusal) {
      Notice.problem(redirect, String.valueOf(refusal.getMessage()));
    } catch (DuplicateKeyException twice) {
      Notice.problem(redirect, "刚才已有人作了同样的改动，请查看现在的内容。");
    }
    return "redirect:/users/" + id;
  }
}
