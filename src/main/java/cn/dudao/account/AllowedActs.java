package cn.dudao.account;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Decides by the {@link Allowed} of the very method that would answer the request. No method, or a
 * method without the mark: denied.
 */
@Component
final class AllowedActs implements AuthorizationManager<RequestAuthorizationContext> {

  /**
   * One line of the list of acts.
   *
   * @param method "GET", "POST"
   * @param pattern the address ("/users/{id}")
   * @param allowed who may, null if nobody was named
   * @param handler the method that answers
   */
  record Act(String method, String pattern, @Nullable Allowed allowed, Method handler) {}

  private final ObjectProvider<RequestMappingHandlerMapping> mapping;

  AllowedActs(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mapping) {
    this.mapping = mapping;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    var allowed = handler(context.getRequest()).map(AllowedActs::markOf);
    if (allowed.isEmpty()) {
      return new AuthorizationDecision(false);
    }
    var mark = allowed.get();
    if (mark.everybody()) {
      return new AuthorizationDecision(true);
    }
    var who = authentication.get();
    boolean granted =
        who != null
            && who.isAuthenticated()
            && who.getPrincipal() instanceof SignedIn user
            && (mark.signedIn() || user.is(mark.value()));
    return new AuthorizationDecision(granted);
  }

  /** Whether any method answers this address; if not, the page 404 may say so. */
  boolean answers(HttpServletRequest request) {
    return handler(request).isPresent();
  }

  private Optional<Method> handler(HttpServletRequest request) {
    boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
    try {
      if (!parsed) {
        ServletRequestPathUtils.parseAndCache(request);
      }
      var chain = mapping.getObject().getHandler(request);
      return chain != null && chain.getHandler() instanceof HandlerMethod found
          ? Optional.of(found.getMethod())
          : Optional.empty();
    } catch (Exception noSuchMethodOrMediaType) {
      // For example a GET of an address that only takes POST.
      return Optional.empty();
    } finally {
      if (!parsed) {
        ServletRequestPathUtils.clearParsedRequestPath(request);
      }
    }
  }

  private static @Nullable Allowed markOf(Method method) {
    return AnnotationUtils.findAnnotation(method, Allowed.class);
  }

  /** Every act of the system, in the order of its address. */
  List<Act> all() {
    List<Act> acts = new ArrayList<>();
    mapping
        .getObject()
        .getHandlerMethods()
        .forEach((info, handler) -> {
          for (String pattern : info.getPatternValues()) {
            var methods = info.getMethodsCondition().getMethods();
            if (methods.isEmpty()) {
              acts.add(new Act("*", pattern, markOf(handler.getMethod()), handler.getMethod()));
            }
            methods.forEach(method ->
                acts.add(
                    new Act(
                        method.name(), pattern, markOf(handler.getMethod()), handler.getMethod())));
          }
        });
    acts.sort(Comparator.comparing(Act::pattern).thenComparing(Act::method));
    return acts;
  }
}
