package cn.dudao.platform.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import cn.dudao.account.Accounts;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

/** From the user's choice to the mail server, as the operator's settings put it together. */
@RoomTest
@DirtiesContext
@TestPropertySource(properties = "logging.level.cn.dudao.platform.message=info")
@ExtendWith(OutputCaptureExtension.class)
class MessageDeliveryTest {

  private static MailServer server;

  @Autowired private MockMvc mvc;
  @Autowired private Accounts accounts;
  @Autowired private Messages messages;
  @Autowired private TransactionTemplate transaction;

  @BeforeAll
  static void open() throws Exception {
    server = new MailServer();
  }

  @AfterAll
  static void close() throws Exception {
    server.close();
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("dudao.smtp.host", () -> "localhost");
    registry.add("dudao.smtp.port", () -> server.port());
    registry.add("dudao.smtp.from", () -> "dudao@example.cn");
    registry.add("dudao.smtp.starttls", () -> "false");
    registry.add("dudao.public-address", () -> "https://dudao.example.cn/");
    registry.add("dudao.sms", () -> "log");
  }

  @Test
  void aMessageReachesMailAndPhone(CapturedOutput output) throws Exception {
    assertThat(messages.channels()).containsExactlyInAnyOrder(Channel.MAIL, Channel.SMS);
    accounts.createWithGeneratedPassword(
        "wang.told", "王一", Set.of(UserRole.SUPERVISOR), null, null);
    UUID wang = accounts.find("wang.told").orElseThrow();
    mvc.perform(
            post("/account/contact")
                .param("mail", "wang@example.cn")
                .param("mailWanted", "true")
                .param("phone", "13812345678")
                .param("smsWanted", "true")
                .with(
                    As.as(
                        new SignedIn(
                            wang, "wang.told", "王一", Set.of(UserRole.SUPERVISOR), null, null)))
                .with(csrf()))
        .andExpect(redirectedUrl("/account"));

    transaction.executeWithoutResult(status ->
        messages.send(new Message(wang, "提醒", "王一同志的证卡将到期", "", "/supervisors/own", null, "a")));
    List<Delivery> all = await();
    assertThat(all).hasSize(2).allMatch(each -> each.state() == DeliveryState.SENT);
    assertThat(server.mails()).hasSize(1);
    assertThat(output.getAll())
        .contains("to 138****5678")
        .doesNotContain("13812345678", "wang@example.cn", "王一");
  }

  private List<Delivery> await() throws InterruptedException {
    var query = ListQuery.of("/message-deliveries", Map.of());
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    List<Delivery> all = messages.outbox(query).rows();
    while (all.stream().anyMatch(each -> each.state() == DeliveryState.WAITING)
        && Instant.now().isBefore(limit)) {
      Thread.sleep(100);
      all = messages.outbox(query).rows();
    }
    return all;
  }
}
