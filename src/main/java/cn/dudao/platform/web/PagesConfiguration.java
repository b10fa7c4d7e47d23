package cn.dudao.platform.web;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Static files under {@code /assets/}, and {@link ListQuery} as an argument of controllers. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .resourceChain(false);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ListQueryResolver());
  }

  private static final class ListQueryResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == ListQuery.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @org.jspecify.annotations.Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @org.jspecify.annotations.Nullable WebDataBinderFactory binders) {
      return ListQuery.of(
          java.util.Objects.requireNonNull(
              request.getNativeRequest(jakarta.servlet.http.HttpServletRequest.class)));
    }
  }
}
