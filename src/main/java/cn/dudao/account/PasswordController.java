package cn.dudao.account;

import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One-time links: the first start, and setting a password. */
@Controller
class PasswordController {

  /** What the form of the first start holds. */
  record FirstStartForm(
      String key,
      String systemName,
      String systemPerson,
      String password,
      String again,
      String securityName,
      String securityPerson) {

    static FirstStartForm blank(String key) {
      return new FirstStartForm(key, "", "", "", "", "", "");
    }

    FirstStartForm {
      key = text(key);
      systemName = text(systemName).strip();
      systemPerson = text(systemPerson).strip();
      password = text(password);
      again = text(again);
      securityName = text(securityName).strip();
      securityPerson = text(securityPerson).strip();
    }

    private static String text(@org.jspecify.annotations.Nullable String sent) {
      return sent == null ? "" : sent;
    }
  }

  private final Accounts accounts;
  private final Invitations invitations;

  PasswordController(Accounts accounts, Invitations invitations) {
    this.accounts = accounts;
    this.invitations = invitations;
  }

  @GetMapping("/first-start")
  @Allowed(everybody = true)
  String firstStart(@RequestParam(defaultValue = "") String key, Model model) {
    boolean open =
        accounts.isEmpty() && invitations.open(key).filter(link -> link.user() == null).isPresent();
    return open
        ? firstStart(FirstStartForm.blank(key), FormErrors.NONE, model)
        : gone(model, "请重新启动系统，控制台会给出新的链接。");
  }

  private static String firstStart(FirstStartForm form, FormErrors errors, Model model) {
    model.addAttribute("key", form.key());
    model.addAttribute("systemName", form.systemName());
    model.addAttribute("systemPerson", form.systemPerson());
    model.addAttribute("securityName", form.securityName());
    model.addAttribute("securityPerson", form.securityPerson());
    model.addAttribute("errors", errors);
    return "account/first-start";
  }

  @PostMapping("/first-start")
  @Allowed(everybody = true)
  String begin(FirstStartForm form, HttpServletResponse response, Model model) {
    var errors = new FormErrors();
    UserForms.checkName(errors, "systemName", form.systemName());
    UserForms.checkPerson(errors, "systemPerson", form.systemPerson());
    checkPassword(errors, form.password(), form.again(), form.systemName());
    UserForms.checkName(errors, "securityName", form.securityName());
    UserForms.checkPerson(errors, "securityPerson", form.securityPerson());
    if (errors.isEmpty() && form.systemName().equalsIgnoreCase(form.securityName())) {
      errors.add("securityName", "安全管理员必须是另外一个人，请填写另一个用户名。");
    }
    if (errors.isEmpty()) {
      try {
        String token =
            accounts.begin(
                form.key(),
                form.systemName(),
                form.systemPerson(),
                form.password(),
                form.securityName(),
                form.securityPerson());
        model.addAttribute("person", form.securityPerson());
        model.addAttribute("link", link(token));
        return "account/first-start-done";
      } catch (RuleOfAccounts refusal) {
        return gone(model, String.valueOf(refusal.getMessage()));
      }
    }
    response.setStatus(422);
    return firstStart(form, errors, model);
  }

  /** The address of a link that sets a password, as this visitor reaches the system. */
  static String link(String token) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path("/set-password")
        .queryParam("key", token)
        .toUriString();
  }

  @GetMapping("/set-password")
  @Allowed(everybody = true)
  String setPassword(@RequestParam(defaultValue = "") String key, Model model) {
    return user(key)
        .map(user -> setPassword(user, key, FormErrors.NONE, model))
        .orElseGet(() -> gone(model, "请联系系统管理员重新发放。"));
  }

  private Optional<UserAccount> user(String key) {
    return invitations
        .open(key)
        .map(Invitations.Invitation::user)
        .map(accounts::get)
        .filter(UserAccount::active);
  }

  private static String setPassword(UserAccount user, String key, FormErrors errors, Model model) {
    model.addAttribute("userName", user.userName());
    model.addAttribute("person", user.displayName());
    model.addAttribute("key", key);
    model.addAttribute("errors", errors);
    return "account/set-password";
  }

  @PostMapping("/set-password")
  @Allowed(everybody = true)
  String setPassword(
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again,
      HttpServletResponse response,
      RedirectAttributes redirect,
      Model model) {
    var user = user(key);
    if (user.isEmpty()) {
      return gone(model, "请联系系统管理员重新发放。");
    }
    var errors = new FormErrors();
    checkPassword(errors, password, again, user.get().userName());
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return setPassword(user.get(), key, errors, model);
    }
    try {
      accounts.setPassword(user.get(), key, password);
    } catch (RuleOfAccounts | NotFoundException refusal) {
      return gone(model, "请联系系统管理员重新发放。");
    }
    Notice.done(redirect, "密码已设置，请用新密码登录。");
    return "redirect:/sign-in";
  }

  private void checkPassword(FormErrors errors, String password, String again, String userName) {
    accounts
        .problemOfPassword(password, userName.toLowerCase(java.util.Locale.ROOT))
        .ifPresent(problem -> errors.add("password", problem));
    if (!password.equals(again)) {
      errors.add("again", "两次填写的密码不一致。");
    }
  }

  private static String gone(Model model, String advice) {
    model.addAttribute("advice", advice);
    return "account/link-gone";
  }
}
