package cn.dudao.platform.message;

import cn.dudao.platform.crypto.FieldCipher;
import cn.dudao.platform.history.BulkRows;
import cn.dudao.platform.message.Addresses.Address;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells people something, in the transaction in which it happened: the message lies in their inbox
 * once that is committed, and mail and SMS leave only then, if the recipient wants them.
 *
 * <pre>{@code
 * messages.send(new Message(
 *     supervisor, "委派通知", "您被委派参加 12 月 1 日的现场督考", "请在期限内签收，并填写回避声明。",
 *     "/my-tasks/" + id, lastDay, "assignment.issued:" + id));
 * }</pre>
 */
public final class Messages {

  /** The badge shows no more than that. */
  public static final int MOST_COUNTED = 100;

  private static final ListSql INBOX =
      ListSql.of(
              "m.id, m.kind, m.title, m.text, m.url, m.until, m.sent_at, m.read_at",
              "platform.message m",
              "m.id",
              "uuid")
          .sortableFalling("sent", "m.sent_at", "timestamptz");

  private static final ListSql OUTBOX =
      ListSql.of("d.*", "platform.message_delivery d", "d.id", "uuid")
          .sortableFalling("queued", "d.queued_at", "timestamptz");

  private final JdbcClient sql;
  private final BulkRows bulk;
  private final FieldCipher cipher;
  private final Clock clock;
  private final ObjectProvider<Addresses> addresses;
  private final Set<Channel> channels;

  Messages(
      JdbcClient sql,
      FieldCipher cipher,
      Clock clock,
      ObjectProvider<Addresses> addresses,
      Set<Channel> channels) {
    this.sql = sql;
    this.bulk = new BulkRows(sql);
    this.cipher = cipher;
    this.clock = clock;
    this.addresses = addresses;
    this.channels = Set.copyOf(channels);
  }

  /** The ways out of the house that are set up. */
  public Set<Channel> channels() {
    return channels;
  }

  /**
   * Tells one person. Sending again with the same key changes nothing.
   *
   * @return whether it was new
   * @throws IllegalStateException outside a transaction
   */
  public boolean send(Message message) {
    return sendAll(List.of(message)) == 1;
  }

  /**
   * Tells many, in as many statements as for one.
   *
   * @return how many messages were new
   * @throws IllegalStateException outside a transaction
   */
  public int sendAll(List<Message> messages) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a message is sent in the transaction of what it tells");
    }
    if (messages.isEmpty()) {
      return 0;
    }
    String now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    // In one order, so that two who tell the same people do not wait for each other.
    Map<UUID, Message> byId = new LinkedHashMap<>();
    messages.stream()
        .sorted(Comparator.comparing(Message::recipient).thenComparing(Message::key))
        .forEach(each -> byId.put(UUID.randomUUID(), each));
    int added =
        bulk.execute(
            """
            INSERT INTO platform.message (id, recipient, key, kind, title, text, url, until, sent_at)
            SELECT id, recipient, key, kind, title, text, url, until, sent_at
            FROM json_populate_recordset(NULL::platform.message, :rows::json)
            ON CONFLICT (recipient, key) DO NOTHING
            """,
            List.copyOf(byId.entrySet()),
            each -> columns(each.getKey(), each.getValue(), now));
    if (added > 0) {
      queue(byId, now);
    }
    return added;
  }

  private static Map<String, @Nullable Object> columns(UUID id, Message message, String now) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("id", id.toString());
    columns.put("recipient", message.recipient().toString());
    columns.put("key", message.key());
    columns.put("kind", message.kind());
    columns.put("title", message.title());
    columns.put("text", message.text());
    columns.put("url", message.url());
    columns.put("until", message.until() == null ? null : message.until().toString());
    columns.put("sent_at", now);
    return columns;
  }

  /** Puts what is to leave the house into the outbox; of messages that were not new, nothing. */
  private void queue(Map<UUID, Message> byId, String now) {
    Addresses source = channels.isEmpty() ? null : addresses.getIfAvailable();
    if (source == null) {
      return;
    }
    Map<UUID, Address> known =
        source.of(byId.values().stream().map(Message::recipient).collect(Collectors.toSet()));
    List<Map<String, String>> rows = new ArrayList<>();
    byId.forEach((id, message) -> {
      Address address = known.get(message.recipient());
      if (address != null) {
        queue(rows, id, Channel.MAIL, address.mail(), now);
        queue(rows, id, Channel.SMS, address.phone(), now);
      }
    });
    bulk.execute(
        """
        INSERT INTO platform.message_delivery
          (id, message_id, channel, address, state, next_attempt_at, queued_at)
        SELECT n.id, n.message_id, n.channel, n.address, 'WAITING', n.queued_at, n.queued_at
        FROM json_populate_recordset(NULL::platform.message_delivery, :rows::json) n
        JOIN platform.message m ON m.id = n.message_id
        """,
        rows);
  }

  private void queue(
      List<Map<String, String>> rows,
      UUID message,
      Channel channel,
      @Nullable String address,
      String now) {
    if (address == null || !channels.contains(channel)) {
      return;
    }
    UUID id = UUID.randomUUID();
    rows.add(
        Map.of(
            "id", id.toString(),
            "message_id", message.toString(),
            "channel", channel.name(),
            "address", cipher.seal(address, Deliveries.context(id)),
            "queued_at", now));
  }

  /** How many messages this person has not opened; {@link #MOST_COUNTED} stands for more, too. */
  public int unread(UUID recipient) {
    return sql.sql(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM platform.message WHERE recipient = ? AND read_at IS NULL LIMIT ?) AS unread
            """)
        .params(recipient, MOST_COUNTED)
        .query(Integer.class)
        .single();
  }

  /** The inbox, newest first. Filters: state (unread, else all), kind, q (title or text). */
  public Page<ReceivedMessage> inbox(UUID recipient, ListQuery query) {
    var conditions =
        new Conditions()
            .and("m.recipient = :recipient", "recipient", recipient)
            .equal("m.kind", query.filter("kind"))
            .contains(query.filter("q"), "m.title", "m.text");
    if (query.filter("state").equals("unread")) {
      conditions.and("m.read_at is null");
    }
    return INBOX.page(sql, query, conditions, Messages::received);
  }

  /** The kinds that this person has messages of, for the filter. */
  public List<String> kinds(UUID recipient) {
    return sql.sql("SELECT DISTINCT kind FROM platform.message WHERE recipient = ? ORDER BY kind")
        .param(recipient)
        .query(String.class)
        .list();
  }

  /** Opens a message, which is read from now on; empty if this person has no such message. */
  public Optional<ReceivedMessage> open(UUID recipient, UUID id) {
    return sql.sql(
            """
            UPDATE platform.message SET read_at = coalesce(read_at, ?)
            WHERE id = ? AND recipient = ?
            RETURNING id, kind, title, text, url, until, sent_at, read_at
            """)
        .params(now(), id, recipient)
        .query(Messages::received)
        .optional();
  }

  /** All messages of this person are read from now on; returns how many were not. */
  public int readAll(UUID recipient) {
    return sql.sql(
            "UPDATE platform.message SET read_at = ? WHERE recipient = ? AND read_at IS NULL")
        .params(now(), recipient)
        .update();
  }

  /** How the mail and the SMS of a message fare; ask for one's own messages only. */
  public List<Delivery> deliveries(UUID message) {
    return sql.sql("SELECT * FROM platform.message_delivery WHERE message_id = ? ORDER BY channel")
        .param(message)
        .query(Messages::delivery)
        .list();
  }

  /** The outbox, newest first, without recipients and addresses. Filters: state, channel. */
  public Page<Delivery> outbox(ListQuery query) {
    var conditions =
        new Conditions()
            .equal("d.state", query.filter("state"))
            .equal("d.channel", query.filter("channel"));
    return OUTBOX.page(sql, query, conditions, Messages::delivery);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static ReceivedMessage received(ResultSet row, int number) throws SQLException {
    OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
    return new ReceivedMessage(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("title"),
        row.getString("text"),
        row.getString("url"),
        row.getObject("until", java.time.LocalDate.class),
        row.getObject("sent_at", OffsetDateTime.class).toInstant(),
        readAt == null ? null : readAt.toInstant());
  }

  static Delivery delivery(ResultSet row, int number) throws SQLException {
    OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getObject("message_id", UUID.class),
        Channel.valueOf(row.getString("channel")),
        DeliveryState.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getObject("next_attempt_at", OffsetDateTime.class).toInstant(),
        row.getString("last_error"),
        row.getObject("queued_at", OffsetDateTime.class).toInstant(),
        endedAt == null ? null : endedAt.toInstant());
  }
}
