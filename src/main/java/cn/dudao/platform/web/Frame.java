package cn.dudao.platform.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/** What every page knows of its request; the view resolver supplies it as {@code frame}. */
public final class Frame {

  private final @Nullable Visitor visitor;
  private final List<MenuGroup> menu;
  private final String path;
  private final String address;
  private final List<Notice> notices;
  private final boolean large;
  private final boolean searchable;
  private final String requestId;
  private final Map<String, String> assets;
  private final Instant at;
  private final Supplier<@Nullable CsrfToken> csrf;
  private final IntSupplier unreadMessages;
  private @Nullable Integer unread;

  Frame(
      @Nullable Visitor visitor,
      List<MenuGroup> menu,
      String path,
      String address,
      List<Notice> notices,
      boolean large,
      boolean searchable,
      String requestId,
      Map<String, String> assets,
      Instant at,
      Supplier<@Nullable CsrfToken> csrf,
      IntSupplier unreadMessages) {
    this.visitor = visitor;
    this.menu = menu;
    this.path = path;
    this.address = address;
    this.notices = notices;
    this.large = large;
    this.searchable = searchable;
    this.requestId = requestId;
    this.assets = assets;
    this.at = at;
    this.csrf = csrf;
    this.unreadMessages = unreadMessages;
  }

  /** The signed-in person, or null. */
  public @Nullable Visitor visitor() {
    return visitor;
  }

  public boolean signedIn() {
    return visitor != null;
  }

  /** Whether the signed-in person has one of these roles. */
  public boolean may(String... roles) {
    if (visitor != null) {
      for (String role : roles) {
        if (visitor.is(role)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The menu as this person sees it. */
  public List<MenuGroup> menu() {
    return menu;
  }

  /** The path of the page. */
  public String path() {
    return path;
  }

  /** Path and query of the page; "/" when it was not a GET. */
  public String address() {
    return address;
  }

  /** When the page was made: what it says holds as of then. */
  public Instant at() {
    return at;
  }

  /** Whether the menu line is the one that this page belongs to: the longest that fits. */
  public boolean current(MenuEntry entry) {
    return entry.url().equals(currentUrl());
  }

  /** The address of the menu line that this page belongs to, or null. */
  private @Nullable String currentUrl() {
    String best = null;
    for (MenuGroup group : menu) {
      for (MenuEntry each : group.entries()) {
        boolean fits = path.equals(each.url()) || path.startsWith(each.url() + "/");
        if (fits && (best == null || each.url().length() > best.length())) {
          best = each.url();
        }
      }
    }
    return best;
  }

  /** Messages left before the redirect. */
  public List<Notice> notices() {
    return notices;
  }

  /** How many messages are unread, counted once a page and only if the page shows it. */
  public int unread() {
    Integer known = unread;
    if (known == null) {
      known = visitor == null ? 0 : unreadMessages.getAsInt();
      unread = known;
    }
    return known;
  }

  /** The number of unread messages in the badge: "" for none, "99+" for many. */
  public String unreadText() {
    int count = unread();
    return count == 0 ? "" : count > 99 ? "99+" : String.valueOf(count);
  }

  /** 长者模式: larger type. */
  public boolean large() {
    return large;
  }

  /** Whether the search box has a page that answers it. */
  public boolean searchable() {
    return searchable;
  }

  /** The id under which the log knows this request. */
  public String requestId() {
    return requestId;
  }

  /**
   * The address of a static file; it changes with the content, so that it may be cached for good.
   */
  public String asset(String file) {
    return assets.getOrDefault(file, "/assets/" + file);
  }

  /** The name of the hidden field that proves a form is ours. */
  public String csrfName() {
    var token = csrf.get();
    return token == null ? "_csrf" : token.getParameterName();
  }

  /** The header that proves that a call of htmx is ours. */
  public String csrfHeader() {
    var token = csrf.get();
    return token == null ? "X-CSRF-TOKEN" : token.getHeaderName();
  }

  /** The value that proves that a form is ours. */
  public String csrfToken() {
    var token = csrf.get();
    return token == null ? "" : token.getToken();
  }
}
