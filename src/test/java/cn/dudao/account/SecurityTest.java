package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** What the filter in front of all pages lets through. */
@RoomTest
class SecurityTest {

  @Autowired MockMvc mvc;
  @Autowired AllowedActs acts;

  @Test
  void everyActNamesWhoMayDoIt() {
    assertThat(acts.all()).filteredOn(act -> act.allowed() == null).isEmpty();
  }

  @Test
  void pagesSayThatTheyAreChinese() throws Exception {
    mvc.perform(get("/sign-in").header("Accept-Language", "en"))
        .andExpect(header().string("Content-Language", "zh-CN"));
  }

  @Test
  void whatTheDatabaseCannotStoreIsRefused() throws Exception {
    mvc.perform(get("/supervisors").param("q", "a\0b").with(As.officer()))
        .andExpect(status().isBadRequest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing/here", "/application.yaml", "/actuator/env", "/templates/account/home"})
  void whatIsNotListedIsDenied(String url) throws Exception {
    mvc.perform(get(url)).andExpect(status().isFound()).andExpect(redirectedUrl("/sign-in"));
    mvc.perform(get(url).with(As.a(UserRole.values()))).andExpect(status().isNotFound());
  }

  @Test
  void anotherMethodThanTheListedOneIsDenied() throws Exception {
    mvc.perform(put("/users").with(As.a(UserRole.SYSTEM_ADMIN)).with(csrf()))
        .andExpect(status().isNotFound());
    mvc.perform(get("/sign-out").with(As.officer())).andExpect(status().isNotFound());
  }

  /** Every page without a part of the address that varies, asked for by every role. */
  @ParameterizedTest
  @EnumSource(UserRole.class)
  void aRoleSeesItsPagesAndNoOthers(UserRole role) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (var act : acts.all()) {
      var allowed = act.allowed();
      if (act.pattern().contains("{") || allowed == null || !act.method().equals("POST")) {
        continue;
      }
      // Without the proof of the form nothing is carried out, whoever asks.
      int forged =
          mvc.perform(post(act.pattern()).with(As.a(role))).andReturn().getResponse().getStatus();
      boolean door = act.pattern().equals("/sign-in") || act.pattern().equals("/sign-out");
      if (forged != (door ? 302 : 403)) {
        wrong.add("forged " + act.pattern() + " gave " + forged);
      }
      boolean may =
          allowed.everybody() || allowed.signedIn() || List.of(allowed.value()).contains(role);
      if (!may) {
        int status =
            mvc.perform(post(act.pattern()).with(As.a(role)).with(csrf()))
                .andReturn()
                .getResponse()
                .getStatus();
        if (status != 403) {
          wrong.add(act.pattern() + " gave " + status);
        }
      }
    }
    for (var act : acts.all()) {
      var allowed = act.allowed();
      boolean listed =
          allowed != null
              && !allowed.everybody()
              && !allowed.signedIn()
              && act.method().equals("GET")
              && !act.pattern().contains("{");
      if (listed && !List.of(allowed.value()).contains(role)) {
        int status =
            mvc.perform(get(act.pattern()).with(As.a(role))).andReturn().getResponse().getStatus();
        if (status != 403) {
          wrong.add(act.pattern() + " gave " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void changesAskedForByOtherSitesAreRefused() throws Exception {
    mvc.perform(post("/sign-in").with(csrf()).header("Sec-Fetch-Site", "cross-site"))
        .andExpect(status().isForbidden());
    mvc.perform(post("/sign-in").with(csrf()).header("Sec-Fetch-Site", "same-site"))
        .andExpect(status().isForbidden());
    mvc.perform(post("/sign-in").with(csrf()).header("Sec-Fetch-Site", "same-origin"))
        .andExpect(status().isUnprocessableContent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://evil.example",
        "/a\r\nX: y",
        "/{a}"
      })
  void theSizeOfTypeLeadsNobodyElsewhere(String back) throws Exception {
    mvc.perform(post("/display").param("large", "1").param("back", back).with(csrf()))
        .andExpect(redirectedUrl("/"));
    mvc.perform(post("/display").param("back", "/search?q=%E7%94%B2&size=20").with(csrf()))
        .andExpect(redirectedUrl("/search?q=%E7%94%B2&size=20"));
  }

  @Test
  void everyAnswerHasStrictHeaders() throws Exception {
    mvc.perform(get("/sign-in"))
        .andExpect(
            header()
                .string(
                    "Content-Security-Policy",
                    org.hamcrest.Matchers.startsWith("default-src 'none'; script-src 'self'")))
        .andExpect(header().string("Referrer-Policy", "no-referrer"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("X-Frame-Options", "DENY"))
        .andExpect(header().string("Cross-Origin-Opener-Policy", "same-origin"))
        .andExpect(header().string("Cross-Origin-Resource-Policy", "same-origin"))
        .andExpect(header().string("Cross-Origin-Embedder-Policy", "require-corp"))
        .andExpect(
            header().string("Cache-Control", org.hamcrest.Matchers.containsString("no-store")));
  }

  @Test
  void staticFilesAreCachedForGood() throws Exception {
    mvc.perform(get("/assets/dudao.css"))
        .andExpect(status().isOk())
        .andExpect(
            header().string("Cache-Control", org.hamcrest.Matchers.containsString("immutable")));
  }

  @Test
  void anEndedSessionInsideAPageReloadsThePage() throws Exception {
    mvc.perform(get("/users").header("HX-Request", "true"))
        .andExpect(header().string("HX-Refresh", "true"));
  }
}
