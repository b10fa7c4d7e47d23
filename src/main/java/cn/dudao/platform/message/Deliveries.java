package cn.dudao.platform.message;

import cn.dudao.platform.crypto.FieldCipher;
import cn.dudao.platform.crypto.FieldCipherException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Empties the outbox. A delivery is claimed for a while, in a transaction of its own, before it is
 * tried: no other node tries it meanwhile, and when this one dies, another tries it again later.
 * What the outside had taken just before such a death goes out twice; a mail then bears the same
 * Message-ID.
 */
final class Deliveries {

  /** The waits after the first, second, … attempt; after the last there is no other. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(8));

  static final int MOST_ATTEMPTS = WAITS.size() + 1;

  /** Longer than the slowest SMTP server may take for all its answers. */
  static final Duration CLAIM = Duration.ofMinutes(10);

  /** Old news is not worth a mail: the inbox has it. */
  static final Duration STALE = Duration.ofDays(3);

  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

  private final JdbcClient sql;
  private final FieldCipher cipher;
  private final Clock clock;
  private final @Nullable MailGateway mail;
  private final @Nullable SmsGateway sms;
  private final String publicAddress;

  /**
   * @param mail null if there is no mail server
   * @param sms null if there is no provider
   * @param publicAddress where readers open the system ("https://dudao.example.cn"), "" if unknown
   */
  Deliveries(
      JdbcClient sql,
      FieldCipher cipher,
      Clock clock,
      @Nullable MailGateway mail,
      @Nullable SmsGateway sms,
      String publicAddress) {
    this.sql = sql;
    this.cipher = cipher;
    this.clock = clock;
    this.mail = mail;
    this.sms = sms;
    this.publicAddress = publicAddress;
  }

  /** The ways that are open on this node. */
  Set<Channel> channels() {
    var open = EnumSet.noneOf(Channel.class);
    if (mail != null) {
      open.add(Channel.MAIL);
    }
    if (sms != null) {
      open.add(Channel.SMS);
    }
    return open;
  }

  /** What the address is sealed for. */
  static String context(UUID delivery) {
    return "message-delivery.address:" + delivery;
  }

  /** Tries all that is due, one after the other, until nothing is left or the node shuts down. */
  void deliverDue(BooleanSupplier stop) {
    if (channels().isEmpty()) {
      return;
    }
    giveUpStale();
    while (!stop.getAsBoolean()) {
      Claim claim = claimNext().orElse(null);
      if (claim == null) {
        return;
      }
      attempt(claim);
    }
  }

  private void giveUpStale() {
    sql.sql(
            """
            UPDATE platform.message_delivery
            SET state = 'GIVEN_UP', address = NULL, ended_at = :now,
                last_error = coalesce(last_error, '超过三天没有发出')
            WHERE state = 'WAITING' AND next_attempt_at <= :now AND queued_at < :stale
            """)
        .param("now", now())
        .param("stale", now().minus(STALE))
        .update();
  }

  private Optional<Claim> claimNext() {
    return sql.sql(
            """
            UPDATE platform.message_delivery d
            SET attempts = d.attempts + 1, next_attempt_at = :until
            FROM platform.message m
            WHERE m.id = d.message_id AND d.id = (
              SELECT id FROM platform.message_delivery
              WHERE state = 'WAITING' AND next_attempt_at <= :now AND channel IN (:channels)
              ORDER BY next_attempt_at
              LIMIT 1
              FOR UPDATE SKIP LOCKED)
            RETURNING d.id, d.channel, d.address, d.attempts, m.kind, m.title, m.text, m.url,
              m.until AS due
            """)
        .param("until", now().plus(CLAIM))
        .param("now", now())
        .param("channels", channels().stream().map(Channel::name).toList())
        .query(Deliveries::claim)
        .optional();
  }

  private void attempt(Claim claim) {
    if (claim.attempt() > MOST_ATTEMPTS) {
      // The node died each time it tried.
      end(claim, DeliveryState.GIVEN_UP, "多次发送都被意外中断");
      return;
    }
    try {
      handOver(claim);
      end(claim, DeliveryState.SENT, null);
    } catch (FieldCipherException sealed) {
      end(claim, DeliveryState.GIVEN_UP, "收件地址无法解密");
    } catch (DeliveryFailed failed) {
      failed(claim, failed);
    } catch (RuntimeException fault) {
      // A provider's own fault; its message may hold the address.
      failed(claim, new DeliveryFailed("发送时发生内部错误", false));
      log.error("Delivery {} ended in a {}", claim.id(), fault.getClass().getName());
    }
  }

  private void handOver(Claim claim) throws DeliveryFailed {
    String address = cipher.open(claim.address(), context(claim.id()));
    if (claim.channel() == Channel.MAIL && mail != null) {
      mail.send(claim.id(), address, subject(claim), body(claim), clock.instant());
    } else if (claim.channel() == Channel.SMS && sms != null) {
      sms.send(claim.id(), address, "【督导系统】您有一条新消息：%s。请登录系统查看。".formatted(claim.kind()));
    }
  }

  /** On a locked phone and in the logs of mail servers everybody reads the subject. */
  private static String subject(Claim claim) {
    return "【督导系统】" + claim.kind();
  }

  private String body(Claim claim) {
    var body = new StringBuilder(claim.title()).append("\n\n");
    if (!claim.text().isBlank()) {
      body.append(claim.text()).append("\n\n");
    }
    if (claim.until() != null) {
      body.append("办理期限：").append(claim.until()).append("\n\n");
    }
    if (publicAddress.isEmpty()) {
      body.append("请登录督导系统，在“消息”中查看和办理。\n");
    } else {
      body.append("查看和办理：")
          .append(publicAddress)
          .append(claim.url().isEmpty() ? "/messages" : claim.url())
          .append('\n');
    }
    return body.append("\n本邮件由系统自动发出，请勿回复。不想再收到邮件，可在“我的账户”中关闭。\n").toString();
  }

  private void failed(Claim claim, DeliveryFailed failure) {
    if (failure.lasting() || claim.attempt() >= MOST_ATTEMPTS) {
      log.warn("Delivery {} is given up: {}", claim.id(), failure.reason());
      end(claim, DeliveryState.GIVEN_UP, failure.reason());
      return;
    }
    sql.sql(
            """
            UPDATE platform.message_delivery SET next_attempt_at = :next, last_error = :error
            WHERE id = :id AND attempts = :attempt AND state = 'WAITING'
            """)
        .param("next", now().plus(WAITS.get(claim.attempt() - 1)))
        .param("error", shortened(failure.reason()))
        .param("id", claim.id())
        .param("attempt", claim.attempt())
        .update();
  }

  private void end(Claim claim, DeliveryState state, @Nullable String error) {
    sql.sql(
            """
            UPDATE platform.message_delivery
            SET state = :state, address = NULL, ended_at = :now, last_error = :error
            WHERE id = :id AND attempts = :attempt AND state = 'WAITING'
            """)
        .param("state", state.name())
        .param("now", now())
        .param("error", error == null ? null : shortened(error), java.sql.Types.VARCHAR)
        .param("id", claim.id())
        .param("attempt", claim.attempt())
        .update();
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(reason.length(), 200));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Claim claim(ResultSet row, int number) throws SQLException {
    return new Claim(
        row.getObject("id", UUID.class),
        Channel.valueOf(row.getString("channel")),
        row.getString("address"),
        row.getInt("attempts"),
        row.getString("kind"),
        row.getString("title"),
        row.getString("text"),
        row.getString("url"),
        row.getObject("due", LocalDate.class));
  }

  /** One attempt at one delivery; a later attempt makes what this one writes void. */
  private record Claim(
      UUID id,
      Channel channel,
      String address,
      int attempt,
      String kind,
      String title,
      String text,
      String url,
      @Nullable LocalDate until) {}
}
