package cn.dudao.account;

import cn.dudao.platform.message.Messages;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 我的账户: where messages go, password and open sessions. */
@Controller
class MyAccountController {

  private final Accounts accounts;
  private final Sessions sessions;
  private final Messages messages;

  MyAccountController(Accounts accounts, Sessions sessions, Messages messages) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.messages = messages;
  }

  @GetMapping("/account")
  @Allowed(signedIn = true)
  String show(SignedIn user, HttpSession session, Model model) {
    return show(
        user, session, FormErrors.NONE, accounts.contact(user.id()), FormErrors.NONE, model);
  }

  private String show(
      SignedIn user,
      HttpSession session,
      FormErrors errors,
      Contact contact,
      FormErrors contactErrors,
      Model model) {
    model.addAttribute("contact", contact);
    model.addAttribute("contactErrors", contactErrors);
    model.addAttribute("channels", messages.channels());
    model.addAttribute("user", user);
    model.addAttribute("sessions", sessions.of(user.userName(), session.getId()));
    model.addAttribute("errors", errors);
    return "account/mine";
  }

  @PostMapping("/account/password")
  @Allowed(signedIn = true)
  String changePassword(
      SignedIn user,
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again,
      HttpSession session,
      HttpServletResponse response,
      RedirectAttributes redirect,
      Model model) {
    var errors = new FormErrors();
    errors.required("current", current, "请填写现在的密码。");
    accounts
        .problemOfPassword(password, user.userName())
        .ifPresent(problem -> errors.add("password", problem));
    if (!password.equals(again)) {
      errors.add("again", "两次填写的密码不一致。");
    }
    if (errors.isEmpty()) {
      try {
        accounts.changePassword(user, current, password, session.getId());
        Notice.done(redirect, "密码已修改，其他设备上的登录已退出。");
        return "redirect:/account";
      } catch (RuleOfAccounts refusal) {
        errors.add("current", String.valueOf(refusal.getMessage()));
      }
    }
    response.setStatus(422);
    return show(user, session, errors, accounts.contact(user.id()), FormErrors.NONE, model);
  }

  @PostMapping("/account/contact")
  @Allowed(signedIn = true)
  String changeContact(
      SignedIn user,
      @RequestParam(defaultValue = "") String mail,
      @RequestParam(defaultValue = "") String phone,
      @RequestParam(defaultValue = "false") boolean mailWanted,
      @RequestParam(defaultValue = "false") boolean smsWanted,
      HttpSession session,
      HttpServletResponse response,
      RedirectAttributes redirect,
      Model model) {
    var contact = new Contact(FormText.clean(mail), FormText.clean(phone), mailWanted, smsWanted);
    var errors = new FormErrors();
    contact.check(errors);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return show(user, session, FormErrors.NONE, contact, errors, model);
    }
    accounts.changeContact(user, accounts.get(user.id()), contact);
    Notice.done(redirect, "联系方式已保存。");
    return "redirect:/account";
  }

  /** One step: every session of this person ends, on every device, this one too. */
  @PostMapping("/account/sign-out-everywhere")
  @Allowed(signedIn = true)
  String signOutEverywhere(SignedIn user, HttpServletRequest request, RedirectAttributes redirect) {
    accounts.signOutEverywhere(user);
    var session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    SecurityContextHolder.clearContext();
    Notice.done(redirect, "已在所有设备上退出登录。");
    return "redirect:/sign-in";
  }
}
