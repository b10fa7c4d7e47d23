package cn.dudao.account;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

@RoomTest
class SignInTest {

  @Autowired MockMvc mvc;

  @Test
  void strangersAreLedToTheDoor() throws Exception {
    mvc.perform(get("/")).andExpect(status().isFound()).andExpect(redirectedUrl("/sign-in"));
    mvc.perform(get("/sign-in"))
        .andExpect(status().isOk())
        .andExpect(content().string(Matchers.containsString("用户名")));
  }

  @Test
  void signedInPeopleSeeTheirDesk() throws Exception {
    mvc.perform(get("/").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().string(Matchers.containsString("工作台")));
  }

  @Test
  void wrongPasswordsAreRefusedWithTheNameKept() throws Exception {
    mvc.perform(
            post("/sign-in")
                .with(csrf())
                .param("userName", "stranger")
                .param("password", "not the password"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(Matchers.containsString("用户名或密码不正确")))
        .andExpect(content().string(Matchers.containsString("value=\"stranger\"")));
  }
}
