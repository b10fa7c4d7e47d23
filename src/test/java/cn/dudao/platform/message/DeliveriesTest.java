package cn.dudao.platform.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.platform.crypto.FieldCipher;
import cn.dudao.platform.message.Addresses.Address;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox, against a real SMTP server and a real database. */
@RoomTest
class DeliveriesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

  @Autowired private JdbcClient sql;
  @Autowired private FieldCipher cipher;
  @Autowired private TransactionTemplate transaction;
  @Autowired private TestClock clock;

  private final UUID wang = UUID.randomUUID();
  private final Map<UUID, Address> book = new HashMap<>();
  private final List<String> shortMessages = new CopyOnWriteArrayList<>();
  private MailServer server;
  private Deliveries deliveries;
  private Messages messages;

  @BeforeEach
  void open() throws Exception {
    clock.setTo(NOON);
    server = new MailServer();
    book.put(wang, new Address("wang@example.cn", null));
    set(mail(false, ""), null, "https://dudao.example.cn");
  }

  @AfterEach
  void close() throws Exception {
    clock.release();
    server.close();
    sql.sql("DELETE FROM platform.message").update();
  }

  private void set(MailGateway mail, SmsGateway sms, String address) {
    deliveries = new Deliveries(sql, cipher, clock, mail, sms, address);
    ObjectProvider<Addresses> addresses =
        new ObjectProvider<>() {
          @Override
          public Stream<Addresses> stream() {
            return Stream.of(recipients -> book);
          }

          @Override
          public Addresses getIfAvailable() {
            return recipients -> book;
          }
        };
    messages = new Messages(sql, cipher, clock, addresses, deliveries.channels());
  }

  private MailGateway mail(boolean startTls, String user) {
    return new MailGateway(
        new MailGateway.Server(
            "localhost", server.port(), user, "geheim", "dudao@example.cn", startTls));
  }

  @Test
  void aMailLeavesOnceTheTransactionIsCommitted() throws Exception {
    transaction.executeWithoutResult(status -> {
      messages.send(message(wang, "a"));
      elsewhere(() -> deliveries.deliverDue(() -> false));
      assertThat(server.mails()).isEmpty();
    });
    deliveries.deliverDue(() -> false);
    deliveries.deliverDue(() -> false);

    MimeMessage mail = read(server.mails().getFirst());
    assertThat(server.mails()).hasSize(1);
    assertThat(mail.getSubject()).isEqualTo("【督导系统】委派通知").doesNotContain("王一");
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("wang@example.cn");
    assertThat(mail.getContent().toString())
        .startsWith("王一同志被委派参加督导")
        .contains("请在期限内签收。")
        .contains("办理期限：2026-12-01")
        .contains("https://dudao.example.cn/my-tasks/7");
    assertThat(mail.getContentType()).containsIgnoringCase("utf-8");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    Delivery delivery = delivery();
    assertThat(mail.getMessageID()).isEqualTo("<" + delivery.id() + "@example.cn>");
    assertThat(delivery.state()).isEqualTo(DeliveryState.SENT);
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(column("address")).isNull();
  }

  @Test
  void whatIsTakenBackIsNotSent() {
    transaction.executeWithoutResult(status -> {
      messages.send(message(wang, "a"));
      status.setRollbackOnly();
    });
    deliveries.deliverDue(() -> false);
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void sendingAgainMailsOnceAndWhoWantsNoMailGetsNone() {
    UUID quiet = UUID.randomUUID();
    send(message(wang, "a"));
    send(message(wang, "a"), message(quiet, "a"));
    deliveries.deliverDue(() -> false);
    send(message(wang, "a"));
    deliveries.deliverDue(() -> false);
    assertThat(server.mails()).hasSize(1);
    assertThat(messages.unread(quiet)).isEqualTo(1);
  }

  @Test
  void theAddressLiesSealedInTheOutbox() {
    send(message(wang, "a"));
    assertThat(column("address")).doesNotContain("wang").doesNotContain("example");
    assertThat(cipher.open(column("address"), Deliveries.context(delivery().id())))
        .isEqualTo("wang@example.cn");
    sql.sql("UPDATE platform.message_delivery SET address = 'k1:AAAA'").update();
    deliveries.deliverDue(() -> false);
    assertThat(delivery().state()).isEqualTo(DeliveryState.GIVEN_UP);
    assertThat(delivery().lastError()).isEqualTo("收件地址无法解密");
  }

  @Test
  void nodesShareTheOutboxAndSendNothingTwice() throws Exception {
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(message(wang, "k" + i));
    }
    send(all.toArray(Message[]::new));
    var nodes = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      nodes.add(Thread.ofVirtual().start(() -> deliveries.deliverDue(() -> false)));
    }
    for (Thread each : nodes) {
      each.join();
    }
    assertThat(server.mails()).hasSize(60);
    assertThat(server.mails().stream().map(DeliveriesTest::read).map(DeliveriesTest::id))
        .doesNotHaveDuplicates();
  }

  @Test
  void aServerThatIsBusyIsTriedAgainLaterAndGivenUpInTheEnd() {
    server.answer("RCPT", "451 wang@example.cn greylisted");
    send(message(wang, "a"));
    deliveries.deliverDue(() -> false);
    assertThat(delivery().state()).isEqualTo(DeliveryState.WAITING);
    assertThat(delivery().lastError()).isEqualTo("邮件服务器没有接收（451）");
    assertThat(delivery().nextAttemptAt()).isEqualTo(NOON.plus(Duration.ofMinutes(1)));
    deliveries.deliverDue(() -> false);
    assertThat(delivery().attempts()).isEqualTo(1);

    for (int attempt = 2; attempt <= Deliveries.MOST_ATTEMPTS; attempt++) {
      clock.setTo(delivery().nextAttemptAt());
      deliveries.deliverDue(() -> false);
      assertThat(delivery().attempts()).isEqualTo(attempt);
    }
    assertThat(delivery().state()).isEqualTo(DeliveryState.GIVEN_UP);
    assertThat(delivery().lastError()).isEqualTo("邮件服务器没有接收（451）");
    assertThat(column("address")).isNull();
    server.answerAsUsual();
    clock.setTo(NOON.plus(Duration.ofDays(2)));
    deliveries.deliverDue(() -> false);
    assertThat(server.mails()).isEmpty();
  }

  @Test
  void itArrivesWhenTheServerIsBack() throws Exception {
    server.close();
    send(message(wang, "a"));
    deliveries.deliverDue(() -> false);
    assertThat(delivery().lastError()).isEqualTo("连接邮件服务器没有成功");
    server = new MailServer();
    set(mail(false, ""), null, "");
    clock.setTo(delivery().nextAttemptAt());
    deliveries.deliverDue(() -> false);
    assertThat(server.mails()).hasSize(1);
    assertThat(read(server.mails().getFirst()).getContent().toString()).contains("请登录督导系统");
    assertThat(delivery().state()).isEqualTo(DeliveryState.SENT);
    assertThat(delivery().lastError()).isNull();
  }

  @Test
  void aRefusedAddressIsNotTriedAgain() {
    server.answer("RCPT", "550 no such user wang@example.cn");
    send(message(wang, "a"));
    deliveries.deliverDue(() -> false);
    assertThat(delivery().state()).isEqualTo(DeliveryState.GIVEN_UP);
    assertThat(delivery().lastError()).isEqualTo("收件邮箱地址被邮件服务器拒绝（550）");
    book.put(wang, new Address("wang", null));
    send(message(wang, "b"));
    deliveries.deliverDue(() -> false);
    assertThat(
            sql.sql("SELECT DISTINCT state FROM platform.message_delivery").query().singleValue())
        .isEqualTo("GIVEN_UP");
  }

  @Test
  void aMailThatWasTakenIsSentWhateverTheServerSaysInParting() {
    server.answer("QUIT", "500 what?");
    send(message(wang, "a"));
    deliveries.deliverDue(() -> false);
    assertThat(delivery().state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void anotherNodeTakesOverWhatADeadOneHadClaimed() {
    set(
        null,
        (delivery, phone, text) -> {
          throw new OutOfMemoryError("the node dies");
        },
        "");
    book.put(wang, new Address(null, "13812345678"));
    send(message(wang, "a"));
    assertThatThrownBy(() -> deliveries.deliverDue(() -> false))
        .isInstanceOf(OutOfMemoryError.class);

    set(null, (delivery, phone, text) -> shortMessages.add(phone + text), "");
    deliveries.deliverDue(() -> false);
    assertThat(shortMessages).isEmpty();
    clock.setTo(NOON.plus(Deliveries.CLAIM));
    deliveries.deliverDue(() -> false);
    deliveries.deliverDue(() -> false);
    assertThat(shortMessages).containsExactly("13812345678【督导系统】您有一条新消息：委派通知。请登录系统查看。");
    assertThat(delivery().attempts()).isEqualTo(2);
  }

  @Test
  void nothingIsSaidInClearToAServerWithoutTls() {
    set(mail(true, "dudao"), null, "");
    send(message(wang, "a"));
    deliveries.deliverDue(() -> false);
    assertThat(delivery().state()).isEqualTo(DeliveryState.WAITING);
    assertThat(server.commands()).noneMatch(each -> each.startsWith("AUTH"));
    assertThat(server.commands()).noneMatch(each -> each.startsWith("MAIL"));
  }

  @Test
  void theServerMayAskWhoWeAre() {
    set(mail(false, "dudao"), null, "");
    server.answer("AUTH", "535 no");
    send(message(wang, "a"));
    deliveries.deliverDue(() -> false);
    assertThat(delivery().lastError()).isEqualTo("邮件服务器不接受本系统登录");
    server.answerAsUsual();
    clock.setTo(delivery().nextAttemptAt());
    deliveries.deliverDue(() -> false);
    assertThat(delivery().state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void newsOfLastWeekStaysInTheInbox() {
    send(message(wang, "a"));
    clock.setTo(NOON.plus(Duration.ofDays(7)));
    deliveries.deliverDue(() -> false);
    assertThat(server.commands()).isEmpty();
    assertThat(delivery().state()).isEqualTo(DeliveryState.GIVEN_UP);
    assertThat(messages.unread(wang)).isEqualTo(1);
  }

  @Test
  void aNodeThatShutsDownLeavesTheRestToOthers() {
    send(message(wang, "a"));
    deliveries.deliverDue(() -> true);
    assertThat(server.commands()).isEmpty();
    assertThat(delivery().attempts()).isZero();
  }

  private void send(Message... all) {
    transaction.executeWithoutResult(status -> messages.sendAll(Arrays.asList(all)));
  }

  private static void elsewhere(Runnable work) {
    try {
      Thread.ofVirtual().start(work).join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private Delivery delivery() {
    return sql.sql("SELECT * FROM platform.message_delivery").query(Messages::delivery).single();
  }

  private String column(String name) {
    return (String)
        sql.sql("SELECT " + name + " FROM platform.message_delivery").query().singleRow().get(name);
  }

  private static MimeMessage read(String mail) {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    } catch (jakarta.mail.MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static String id(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (jakarta.mail.MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Message message(UUID recipient, String key) {
    return new Message(
        recipient,
        "委派通知",
        "王一同志被委派参加督导",
        "请在期限内签收。",
        "/my-tasks/7",
        LocalDate.of(2026, 12, 1),
        key);
  }
}
