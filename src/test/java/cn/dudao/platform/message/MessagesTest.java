package cn.dudao.platform.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.platform.web.ListQuery;
import cn.dudao.support.RoomTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The inbox. */
@RoomTest
@Transactional
class MessagesTest {

  @Autowired private Messages messages;

  private final UUID wang = UUID.randomUUID();
  private final UUID li = UUID.randomUUID();

  @Test
  void aMessageLiesInTheInboxOfItsRecipientOnly() {
    assertThat(messages.send(message(wang, "a"))).isTrue();
    assertThat(messages.unread(wang)).isEqualTo(1);
    assertThat(messages.unread(li)).isZero();
    ReceivedMessage received = inbox(wang).getFirst();
    assertThat(received.title()).isEqualTo("您被委派参加督导");
    assertThat(received.until()).isEqualTo(LocalDate.of(2026, 12, 1));
    assertThat(received.unread()).isTrue();
    assertThat(inbox(li)).isEmpty();

    assertThat(messages.open(li, received.id())).isEmpty();
    assertThat(messages.unread(wang)).isEqualTo(1);
    assertThat(messages.open(wang, received.id()).orElseThrow().unread()).isFalse();
    assertThat(messages.unread(wang)).isZero();
  }

  @Test
  void sendingAgainChangesNothing() {
    messages.send(message(wang, "a"));
    messages.open(wang, inbox(wang).getFirst().id());
    var other = new Message(wang, "提醒", "另一标题", "", "", null, "a");
    assertThat(messages.send(other)).isFalse();
    assertThat(inbox(wang))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.title()).isEqualTo("您被委派参加督导");
          assertThat(each.unread()).isFalse();
        });
    assertThat(messages.send(message(li, "a"))).isTrue();
  }

  @Test
  void manyAreSentAtOnce() {
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < 7_000; i++) {
      all.add(message(wang, "k" + i % 6_000));
    }
    assertThat(messages.sendAll(all)).isEqualTo(6_000);
    assertThat(messages.sendAll(all)).isZero();
    assertThat(messages.sendAll(List.of())).isZero();
    assertThat(messages.unread(wang)).isEqualTo(Messages.MOST_COUNTED);
    assertThat(messages.readAll(wang)).isEqualTo(6_000);
    assertThat(messages.unread(wang)).isZero();
  }

  @Test
  void theInboxIsFilteredAndPaged() {
    messages.send(message(wang, "a"));
    messages.send(new Message(wang, "提醒", "证卡快到期", "请办理 100% 的手续。", "/mine", null, "b"));
    assertThat(messages.kinds(wang)).containsExactlyInAnyOrder("委派通知", "提醒");
    assertThat(list(wang, Map.of("kind", "提醒"))).hasSize(1);
    assertThat(list(wang, Map.of("q", "100%"))).hasSize(1);
    assertThat(list(wang, Map.of("q", "没有"))).isEmpty();
    messages.open(wang, list(wang, Map.of("kind", "提醒")).getFirst().id());
    assertThat(list(wang, Map.of("state", "unread")))
        .singleElement()
        .extracting(ReceivedMessage::kind)
        .isEqualTo("委派通知");

    for (int i = 0; i < 25; i++) {
      messages.send(message(wang, "k" + i));
    }
    var query = ListQuery.of("/messages", Map.of("size", "20"));
    var first = messages.inbox(wang, query);
    assertThat(first.rows()).hasSize(20);
    var second =
        messages.inbox(
            wang, ListQuery.of("/messages", Map.of("size", "20", "after", first.next())));
    assertThat(second.rows()).hasSize(7).doesNotContainAnyElementsOf(first.rows());
  }

  @Test
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  void withoutTheTransactionOfWhatItTellsNothingIsSent() {
    assertThatThrownBy(() -> messages.send(message(wang, "a")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> messages.sendAll(List.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNoMessageIsRefused() {
    for (String url :
        List.of("//evil.example", "https://evil.example", "mine", "/\\evil", "/a b")) {
      assertThatThrownBy(() -> new Message(wang, "提醒", "标题", "", url, null, "k"))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Message(wang, "提醒\r\nBcc: x", "标题", "", "", null, "k"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Message(wang, "", "标题", "", "", null, "k"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Message(wang, "提醒", "标".repeat(201), "", "", null, "k"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<ReceivedMessage> inbox(UUID recipient) {
    return list(recipient, Map.of());
  }

  private List<ReceivedMessage> list(UUID recipient, Map<String, String> filters) {
    return messages.inbox(recipient, ListQuery.of("/messages", filters)).rows();
  }

  private static Message message(UUID recipient, String key) {
    return new Message(
        recipient, "委派通知", "您被委派参加督导", "请在期限内签收。", "/my-tasks", LocalDate.of(2026, 12, 1), key);
  }
}
