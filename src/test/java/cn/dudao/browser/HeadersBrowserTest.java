package cn.dudao.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.account.UserRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the real server sends, on pages, files and failures alike. */
class HeadersBrowserTest extends BrowserTest {

  @Test
  void failuresHaveTheSameStrictHeadersAsPages() {
    signInAs(UserRole.BUREAU_OFFICER);
    for (String path :
        List.of("/", "/users", "/nothing/here", "/assets/nothing.css", "/assets/dudao.css")) {
      var response = page.context().request().get(path);
      assertThat(response.headers().get("content-security-policy"))
          .as(path)
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
      assertThat(response.headers()).as(path).containsEntry("x-content-type-options", "nosniff");
      assertThat(response.headers()).as(path).containsEntry("referrer-policy", "no-referrer");
      assertThat(response.headers()).as(path).doesNotContainKey("server");
    }
  }

  @Test
  void aHostileAddressIsRefusedWithoutDetails() {
    var response = page.context().request().get("/users;jsessionid=1");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text()).doesNotContain("Exception").doesNotContain("org.springframework");
  }

  @Test
  void theSessionIsACookieThatScriptsAndOtherSitesDoNotGet() {
    signInAs(UserRole.BUREAU_OFFICER);
    var session =
        page.context().cookies().stream()
            .filter(each -> each.name.equals("dudao"))
            .findFirst()
            .orElseThrow();
    assertThat(session.httpOnly).isTrue();
    assertThat(session.sameSite).isEqualTo(com.microsoft.playwright.options.SameSiteAttribute.LAX);
  }

  @Test
  void pagesAndFilesAreCompressed() {
    open("/sign-in");
    var css = page.context().request().get("/assets/vendor/tabler-1.4.0/tabler.min.css");
    assertThat(css.headers()).containsEntry("content-encoding", "gzip");
    assertThat(css.headers().get("cache-control")).contains("immutable");
  }
}
