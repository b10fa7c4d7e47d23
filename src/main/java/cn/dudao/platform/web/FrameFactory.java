package cn.dudao.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Makes the {@link Frame} of a request. */
@Component
final class FrameFactory {

  static final String LARGE_COOKIE = "dudao-large";

  /** The order of the headings, in the words of the office. */
  private static final List<String> GROUPS =
      List.of("", "督导委派", "督导工作", "举报核查", "督导队伍", "鉴定机构", "统计分析", "公文", "法规依据", "系统管理");

  /** Files of our own, whose address carries a digest. Vendor files carry their version. */
  private static final List<String> HASHED =
      List.of("dudao.css", "dudao.js", "theme.js", "favicon.svg");

  private final ObjectProvider<VisitorSource> visitors;
  private final ObjectProvider<MenuEntry> entries;
  private final ObjectProvider<RequestMappingHandlerMapping> mappings;
  private final ObjectProvider<UnreadSource> unread;
  private final Clock clock;
  private final Map<String, String> assets = new LinkedHashMap<>();
  private @Nullable Boolean searchable;

  FrameFactory(
      ObjectProvider<VisitorSource> visitors,
      ObjectProvider<MenuEntry> entries,
      ObjectProvider<RequestMappingHandlerMapping> mappings,
      ObjectProvider<UnreadSource> unread,
      Clock clock) {
    this.visitors = visitors;
    this.entries = entries;
    this.mappings = mappings;
    this.unread = unread;
    this.clock = clock;
    for (String file : HASHED) {
      assets.put(file, "/assets/" + file + "?v=" + digest(file));
    }
  }

  private static String digest(String file) {
    try (var in = new ClassPathResource("static/" + file).getInputStream()) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException(problem);
    }
  }

  Frame of(HttpServletRequest request) {
    var source = visitors.getIfAvailable();
    var visitor = source == null ? null : source.of(request);
    String path = path(request);
    String query = request.getQueryString();
    String address =
        "GET".equals(request.getMethod()) ? path + (query == null ? "" : "?" + query) : "/";
    return new Frame(
        visitor,
        visitor == null ? List.of() : menu(visitor),
        path,
        address,
        notices(request),
        large(request),
        visitor != null && searchable(),
        RequestId.of(request),
        assets,
        clock.instant(),
        () -> (CsrfToken) request.getAttribute(CsrfToken.class.getName()),
        () -> unread(request));
  }

  /** A page, an error page above all, is shown even when this cannot be counted. */
  private int unread(HttpServletRequest request) {
    var source = unread.getIfAvailable();
    try {
      return source == null ? 0 : source.of(request);
    } catch (DataAccessException unknown) {
      return 0;
    }
  }

  private static String path(HttpServletRequest request) {
    // On the error page the path is that of the page that failed.
    var failed = request.getAttribute("jakarta.servlet.error.request_uri");
    return failed == null ? request.getRequestURI() : failed.toString();
  }

  private List<MenuGroup> menu(Visitor visitor) {
    Map<String, List<MenuEntry>> grouped = new LinkedHashMap<>();
    GROUPS.forEach(each -> grouped.put(each, new ArrayList<>()));
    entries.stream()
        .filter(each -> each.isFor(visitor))
        .sorted(Comparator.comparingInt(MenuEntry::order))
        .forEach(each -> grouped.computeIfAbsent(each.group(), key -> new ArrayList<>()).add(each));
    return grouped.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> new MenuGroup(each.getKey(), List.copyOf(each.getValue())))
        .toList();
  }

  private static List<Notice> notices(HttpServletRequest request) {
    var flash = RequestContextUtils.getInputFlashMap(request);
    if (flash == null || !(flash.get(Notice.ATTRIBUTE) instanceof List<?> left)) {
      return List.of();
    }
    return left.stream().map(Notice.class::cast).toList();
  }

  private static boolean large(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie each : cookies) {
        if (each.getName().equals(LARGE_COOKIE)) {
          return each.getValue().equals("1");
        }
      }
    }
    return false;
  }

  private boolean searchable() {
    Boolean known = searchable;
    if (known == null) {
      known =
          mappings.stream()
              .flatMap(each -> each.getHandlerMethods().keySet().stream())
              .anyMatch(each -> each.getPatternValues().contains("/search"));
      searchable = known;
    }
    return known;
  }
}
