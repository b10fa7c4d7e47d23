package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.platform.message.Message;
import cn.dudao.platform.message.Messages;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

/** 消息, by HTTP, and where they are told to outside the system. */
@RoomTest
@Transactional
class MessagePagesTest {

  @Autowired private MockMvc mvc;
  @Autowired private Messages messages;
  @Autowired private Accounts accounts;
  @Autowired private UserAccounts users;
  @Autowired private UserContacts contacts;
  @Autowired private JdbcClient database;

  private final SignedIn officer = As.user(UserRole.BUREAU_OFFICER);
  private final SignedIn supervisor = As.user(UserRole.SUPERVISOR);

  @Test
  void theRecipientSeesItAndNobodyElse() throws Exception {
    UUID id = send(supervisor.id(), "a");
    mvc.perform(get("/messages").with(As.as(supervisor)))
        .andExpect(status().isOk())
        .andExpect(
            content().string(allOf(containsString("您被委派参加督导"), containsString("2026-12-01"))));
    mvc.perform(get("/messages").with(As.as(officer)))
        .andExpect(status().isOk())
        .andExpect(
            content().string(allOf(containsString("还没有消息"), not(containsString("您被委派参加督导")))));

    for (SignedIn other :
        List.of(
            officer,
            As.user(UserRole.BUREAU_LEADER),
            As.user(UserRole.SYSTEM_ADMIN),
            As.user(UserRole.AUDIT_ADMIN),
            As.user())) {
      mvc.perform(get("/messages/" + id).with(As.as(other))).andExpect(status().isNotFound());
    }
    mvc.perform(get("/messages/" + UUID.randomUUID()).with(As.as(officer)))
        .andExpect(status().isNotFound());
    mvc.perform(get("/messages/" + id)).andExpect(status().is3xxRedirection());
    assertThat(messages.unread(supervisor.id())).isEqualTo(1);

    mvc.perform(get("/messages/" + id).with(As.as(supervisor)))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("请在期限内签收。"),
                        containsString("href=\"/my-tasks\""),
                        containsString("前往查看和办理"))));
    assertThat(messages.unread(supervisor.id())).isZero();
  }

  @Test
  void theNumberOfUnreadOnesStandsOnEveryPage() throws Exception {
    String without = page("/account", supervisor);
    assertThat(without).contains("id=\"unread-header\"").doesNotContain("条未读");
    send(supervisor.id(), "a");
    send(supervisor.id(), "b");
    assertThat(page("/account", supervisor))
        .containsSubsequence("id=\"unread-menu\"", "<b>2</b>", "id=\"unread-header\"", "<b>2</b>");
    assertThat(page("/account", officer)).doesNotContain("条未读");
    List<Message> many = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      many.add(message(supervisor.id(), "k" + i));
    }
    messages.sendAll(many);
    assertThat(page("/account", supervisor)).contains("<b>99+</b>");
  }

  @Test
  void theBadgeIsAskedForAgain() throws Exception {
    send(supervisor.id(), "a");
    mvc.perform(get("/messages/unread?shown=1").with(As.as(supervisor)))
        .andExpect(status().isNoContent());
    mvc.perform(get("/messages/unread?shown=0").with(As.as(supervisor)))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("/messages/unread?shown=1"),
                        containsString("hx-swap-oob=\"true\""),
                        not(containsString("<html")))));
    mvc.perform(get("/messages/unread").header("HX-Request", "true"))
        .andExpect(status().isForbidden());
  }

  @Test
  void allAreReadInOneStep() throws Exception {
    send(supervisor.id(), "a");
    send(officer.id(), "a");
    mvc.perform(post("/messages/reading").with(As.as(supervisor)))
        .andExpect(status().isForbidden());
    mvc.perform(post("/messages/reading").with(As.as(supervisor)).with(csrf()))
        .andExpect(redirectedUrl("/messages"));
    assertThat(messages.unread(supervisor.id())).isZero();
    assertThat(messages.unread(officer.id())).isEqualTo(1);
    assertThat(page("/messages?state=unread", supervisor)).contains("没有未读消息");
  }

  @Test
  void whatAMessageSaysIsText() throws Exception {
    messages.send(
        new Message(supervisor.id(), "提醒", "<script>alert(1)</script>", "<b>x</b>", "", null, "x"));
    assertThat(page("/messages", supervisor))
        .contains("&lt;script&gt;")
        .doesNotContain("<script>alert");
  }

  @Test
  void howDeliveriesFareIsForTheSystemAdministrator() throws Exception {
    mvc.perform(get("/message-deliveries").with(As.as(officer))).andExpect(status().isForbidden());
    UUID id = send(supervisor.id(), "a");
    database
        .sql(
            """
            INSERT INTO platform.message_delivery
              (id, message_id, channel, state, attempts, next_attempt_at, last_error, queued_at,
               ended_at)
            VALUES (gen_random_uuid(), ?, 'MAIL', 'GIVEN_UP', 7, now(), '邮件服务器没有接收（451）', now(),
              now())
            """)
        .param(id)
        .update();
    assertThat(page("/message-deliveries?state=GIVEN_UP", As.user(UserRole.SYSTEM_ADMIN)))
        .contains("未能送达", "邮件服务器没有接收（451）")
        .doesNotContain("您被委派参加督导");
    assertThat(page("/message-deliveries?state=SENT", As.user(UserRole.SYSTEM_ADMIN)))
        .contains("没有符合条件的发送记录");
    assertThat(page("/messages/" + id, supervisor)).contains("未能送达");
  }

  @Test
  void usersSayWhereTheyAreTold() throws Exception {
    SignedIn wang = user("wang.contact");
    mvc.perform(
            post("/account/contact")
                .param("mail", "wang@example.cn")
                .param("mailWanted", "true")
                .param("phone", "13812345678")
                .with(As.as(wang))
                .with(csrf()))
        .andExpect(redirectedUrl("/account"));
    assertThat(page("/account", wang)).contains("wang@example.cn", "13812345678");
    assertThat(contacts.of(Set.of(wang.id())).get(wang.id()))
        .satisfies(each -> {
          assertThat(each.mail()).isEqualTo("wang@example.cn");
          assertThat(each.phone()).isNull();
        });
    assertThat(
            database
                .sql("SELECT mail || phone FROM account.user_contact WHERE user_id = ?")
                .param(wang.id())
                .query(String.class)
                .single())
        .doesNotContain("wang", "13812345678");
    assertThat(
            database
                .sql(
                    "SELECT details::text FROM platform.ledger_entry WHERE verb ="
                        + " 'account.contact' AND subject_id = 'wang.contact'")
                .query(String.class)
                .single())
        .contains("邮箱", "手机", "接收方式")
        .doesNotContain("example", "138");

    accounts.disable(As.user(UserRole.SYSTEM_ADMIN), accounts.get(wang.id()), "离岗");
    assertThat(contacts.of(Set.of(wang.id()))).isEmpty();
  }

  @Test
  void whatIsNoAddressIsNotKept() throws Exception {
    SignedIn wang = user("wang.contact");
    for (String mail : List.of("wang", "a@b", "a b@example.cn", "a@example.cn,b@example.cn")) {
      mvc.perform(post("/account/contact").param("mail", mail).with(As.as(wang)).with(csrf()))
          .andExpect(status().is(422))
          .andExpect(content().string(allOf(containsString("请填写一个邮箱地址"), containsString(mail))));
    }
    mvc.perform(post("/account/contact").param("phone", "12").with(As.as(wang)).with(csrf()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("请填写 11 位手机号码")));
    assertThat(accounts.contact(wang.id())).isEqualTo(Contact.NONE);
  }

  @Test
  void theAdministratorSetsThemAndSeesThemMasked() throws Exception {
    SignedIn admin = As.user(UserRole.SYSTEM_ADMIN);
    mvc.perform(
            post("/users")
                .param("userName", "li.contact")
                .param("displayName", "李一")
                .param("mail", "li@example.cn")
                .param("phone", "13800001111")
                .with(As.as(admin))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    UserAccount li = users.byName("li.contact").orElseThrow();
    assertThat(accounts.contact(li.id()))
        .isEqualTo(new Contact("li@example.cn", "13800001111", true, true));
    for (String address : List.of("/users/" + li.id(), "/users/" + li.id() + "/edit")) {
      assertThat(page(address, admin))
          .contains("l****@example.cn", "138****1111")
          .doesNotContain("li@example.cn", "13800001111");
    }
    mvc.perform(
            post("/users/" + li.id())
                .param("displayName", "李一")
                .param("mail", "l****@example.cn")
                .param("phone", "13900002222")
                .param("version", "0")
                .with(As.as(admin))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(accounts.contact(li.id()))
        .isEqualTo(new Contact("li@example.cn", "13900002222", true, true));
  }

  private SignedIn user(String name) {
    accounts.createWithGeneratedPassword(name, "王一", Set.of(UserRole.BUREAU_OFFICER), null, null);
    return users.byName(name).orElseThrow().signedIn();
  }

  private String page(String address, SignedIn user) throws Exception {
    return mvc.perform(get(address).with(As.as(user)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private UUID send(UUID recipient, String key) {
    messages.send(message(recipient, key));
    return messages.inbox(recipient, ListQuery.of("/messages", Map.of())).rows().getFirst().id();
  }

  private static Message message(UUID recipient, String key) {
    return new Message(
        recipient, "委派通知", "您被委派参加督导", "请在期限内签收。", "/my-tasks", LocalDate.of(2026, 12, 1), key);
  }
}
