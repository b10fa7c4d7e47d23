package cn.dudao.platform.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * Finds {@code templates/<name>.jte}, compiled by the build, and gives it the model and the {@link
 * Frame}. A page is rendered whole before its first byte is sent, so that an error in it still
 * becomes an error page.
 */
@Component
final class JteViewResolver implements ViewResolver, Ordered {

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final FrameFactory frames;

  JteViewResolver(FrameFactory frames) {
    this.frames = frames;
  }

  @Override
  public @Nullable View resolveViewName(String viewName, Locale locale) {
    String template = viewName + ".jte";
    boolean found = !viewName.contains(":") && templates.hasTemplate(template);
    return found ? new JteView(template) : null;
  }

  /** Before the resolvers of the framework, which would take any name. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  private final class JteView implements View {

    private final String template;

    private JteView(String template) {
      this.template = template;
    }

    @Override
    public String getContentType() {
      return "text/html;charset=UTF-8";
    }

    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      Map<String, Object> parameters = new HashMap<>();
      if (model != null) {
        parameters.putAll(model);
      }
      parameters.put("frame", frames.of(request));
      var page = new StringOutput(16_384);
      templates.render(template, parameters, page);
      byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
      response.setContentType(getContentType());
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
  }
}
