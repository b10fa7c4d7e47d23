package cn.dudao.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What a signed-in person sees instead of what is denied. */
final class Refusals implements AccessDeniedHandler {

  static final String EXPIRED_FORM = Refusals.class.getName() + ".expiredForm";

  private static final Set<String> DOOR = Set.of("/sign-in", "/sign-out");

  private final AllowedActs acts;

  Refusals(AllowedActs acts) {
    this.acts = acts;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    if (denied instanceof CsrfException && DOOR.contains(request.getRequestURI())) {
      // The page 登录 was open for too long, or the session had ended before the button 退出登录.
      response.sendRedirect("/sign-in");
    } else if (denied instanceof CsrfException) {
      request.setAttribute(EXPIRED_FORM, true);
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else if (acts.answers(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
