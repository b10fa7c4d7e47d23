package cn.dudao.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses changes that a browser says were asked for by a page of another site, and what no form
 * can hold: a parameter with the character U+0000, which the database does not store.
 */
final class CrossSiteFilter extends OncePerRequestFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && FOREIGN.contains(site) && !READING.contains(request.getMethod())) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    if (unstorable(request)) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean unstorable(HttpServletRequest request) {
    return request.getParameterMap().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(value -> value.indexOf(0) >= 0);
  }
}
