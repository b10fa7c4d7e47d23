package cn.dudao.account;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;

/** A real session, kept in the database, from signing in to its end. */
@RoomTest
class SessionAgeTest {

  @Autowired MockMvc mvc;
  @Autowired Accounts accounts;
  @Autowired TestClock clock;

  @AfterEach
  void trueTime() {
    clock.release();
  }

  @Test
  void twelveHoursAfterSigningInTheSessionEndsHoweverBusy() throws Exception {
    var someone =
        accounts.createWithGeneratedPassword(
            "s" + UUID.randomUUID().toString().substring(0, 8), "孙值班", Set.of(), null, null);
    var start = Instant.now();
    clock.setTo(start);
    Cookie session =
        mvc.perform(
                post("/sign-in")
                    .with(SecurityMockMvcRequestPostProcessors.csrf())
                    .param("userName", someone.userName())
                    .param("password", someone.password()))
            .andExpect(status().isFound())
            .andExpect(redirectedUrl("/"))
            .andReturn()
            .getResponse()
            // The name that the real server gives is not known to a mocked one.
            .getCookie("SESSION");

    clock.setTo(start.plus(Duration.ofHours(12)).minusSeconds(1));
    mvc.perform(get("/account").cookie(session)).andExpect(status().isOk());
    clock.setTo(start.plus(Duration.ofHours(12)));
    mvc.perform(get("/account").cookie(session)).andExpect(redirectedUrl("/sign-in"));
  }

  @Test
  void aFormOfThePageSignInThatGrewTooOldLeadsBackToIt() throws Exception {
    mvc.perform(post("/sign-in").param("userName", "x").param("password", "y"))
        .andExpect(redirectedUrl("/sign-in"));
  }
}
