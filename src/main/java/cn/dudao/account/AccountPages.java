package cn.dudao.account;

import cn.dudao.platform.message.Messages;
import cn.dudao.platform.web.UnreadSource;
import cn.dudao.platform.web.Visitor;
import cn.dudao.platform.web.VisitorSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tells pages and controllers who is signed in. */
@Configuration(proxyBeanMethods = false)
class AccountPages implements WebMvcConfigurer {

  /** The person of the current request, if there is one. */
  static Optional<SignedIn> current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof SignedIn user
        ? Optional.of(user)
        : Optional.empty();
  }

  @Bean
  VisitorSource visitorSource() {
    return new VisitorSource() {
      @Override
      public @Nullable Visitor of(HttpServletRequest request) {
        return current().map(AccountPages::visitor).orElse(null);
      }
    };
  }

  @Bean
  UnreadSource unreadSource(Messages messages) {
    return request -> current().map(user -> messages.unread(user.id())).orElse(0);
  }

  private static Visitor visitor(SignedIn user) {
    return new Visitor(
        user.userName(),
        user.displayName(),
        user.roles().stream().map(UserRole::name).collect(Collectors.toSet()),
        user.roleLabel());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new SignedInResolver());
  }

  private static final class SignedInResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      return current()
          .orElseThrow(() -> new IllegalStateException("No one is signed in: " + parameter));
    }
  }
}
