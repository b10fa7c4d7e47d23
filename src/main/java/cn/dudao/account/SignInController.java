package cn.dudao.account;

import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 登录、退出. */
@Controller
class SignInController {

  static final String DEVICE_COOKIE = "dudao-device";

  private final SignInDesk desk;
  private final SessionAuthenticationStrategy sessions;
  private final SecurityContextRepository contexts;
  private final RequestCache requests;
  private final Clock clock;

  SignInController(
      SignInDesk desk,
      SessionAuthenticationStrategy sessions,
      SecurityContextRepository contexts,
      RequestCache requests,
      Clock clock) {
    this.desk = desk;
    this.sessions = sessions;
    this.contexts = contexts;
    this.requests = requests;
    this.clock = clock;
  }

  @GetMapping("/sign-in")
  @Allowed(everybody = true)
  String form(Model model) {
    if (AccountPages.current().isPresent()) {
      return "redirect:/";
    }
    return form(model, "", FormErrors.NONE);
  }

  private static String form(Model model, String userName, FormErrors errors) {
    model.addAttribute("userName", userName);
    model.addAttribute("errors", errors);
    return "account/sign-in";
  }

  @PostMapping("/sign-in")
  @Allowed(everybody = true)
  String signIn(
      @RequestParam(defaultValue = "") String userName,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var errors = new FormErrors();
    errors.required("userName", userName, "请填写用户名");
    errors.required("password", password, "请填写密码");
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(model, userName, errors);
    }
    SignInDesk.Outcome outcome;
    try {
      outcome = desk.attempt(userName, password, request.getRemoteAddr(), deviceToken(request));
    } catch (PasswordHashing.BusyException busy) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return form(model, userName, errors.add("userName", "现在登录的人较多，请稍等几秒再试。"));
    }
    switch (outcome) {
      case SignInDesk.Outcome.Unknown unknown -> {
        response.setStatus(422);
        return form(model, userName, errors.add("password", "用户名或密码不正确，请核对后再试。"));
      }
      case SignInDesk.Outcome.Later later -> {
        response.setStatus(429);
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(later.delay().toSeconds() + 1));
        return form(
            model,
            userName,
            errors.add("password", "尝试次数较多，请在 %s后再试。您的账户没有被锁定。".formatted(inWords(later.delay()))));
      }
      case SignInDesk.Outcome.Welcome welcome -> {
        return welcome(welcome, request, response);
      }
    }
  }

  private static String inWords(Duration wait) {
    long seconds = wait.toSeconds() + 1;
    return seconds < 60 ? seconds + " 秒" : (seconds + 59) / 60 + " 分钟";
  }

  private String welcome(
      SignInDesk.Outcome.Welcome welcome,
      HttpServletRequest request,
      HttpServletResponse response) {
    var authentication =
        UsernamePasswordAuthenticationToken.authenticated(
            welcome.user(), null, AuthorityUtils.NO_AUTHORITIES);
    sessions.onAuthentication(authentication, request, response);
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    request.getSession().setAttribute(SessionAgeFilter.SIGNED_IN_AT, clock.millis());
    if (welcome.deviceToken() != null) {
      response.addHeader(
          HttpHeaders.SET_COOKIE,
          ResponseCookie.from(DEVICE_COOKIE, welcome.deviceToken())
              .httpOnly(true)
              .secure(request.isSecure())
              .sameSite("Strict")
              .path("/sign-in")
              .maxAge(Duration.ofDays(180))
              .build()
              .toString());
    }
    var saved = requests.getRequest(request, response);
    requests.removeRequest(request, response);
    return "redirect:" + (saved == null ? "/" : localPart(saved.getRedirectUrl()));
  }

  /** Path and query only: nobody is led to another host. */
  private static String localPart(String url) {
    var uri = java.net.URI.create(url);
    String path =
        uri.getRawPath() == null || !uri.getRawPath().startsWith("/") ? "/" : uri.getRawPath();
    if (path.startsWith("//")) {
      return "/";
    }
    String query = uri.getRawQuery();
    if (query == null) {
      return path;
    }
    // The framework marks the address that it kept.
    String own = query.replaceFirst("(^|&)continue$", "");
    return own.isEmpty() ? path : path + "?" + own;
  }

  private static String deviceToken(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie each : cookies) {
        if (each.getName().equals(DEVICE_COOKIE) && each.getValue().length() <= 100) {
          return each.getValue();
        }
      }
    }
    return "";
  }

  @PostMapping("/sign-out")
  @Allowed(everybody = true)
  String signOut(HttpServletRequest request, RedirectAttributes redirect) {
    AccountPages.current().ifPresent(desk::leave);
    var session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    SecurityContextHolder.clearContext();
    Notice.done(redirect, "您已退出登录。");
    return "redirect:/sign-in";
  }
}
