package cn.dudao.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The id under which the log knows a request; error pages show it. Made here, for every request, so
 * that it is unique among all nodes and nobody outside can choose it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestId extends OncePerRequestFilter {

  private static final String ATTRIBUTE = RequestId.class.getName();

  /** The id of the request. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : request.getRequestId();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    String id = UUID.randomUUID().toString().substring(0, 13);
    request.setAttribute(ATTRIBUTE, id);
    MDC.put("request", id);
    try {
      rest.doFilter(request, response);
    } finally {
      MDC.remove("request");
    }
  }
}
