package cn.dudao.account;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows down guessing without locking anybody out. Each attempt is counted <em>before</em> the
 * password is looked at, in one statement, so that fifty attempts at once are fifty attempts; a
 * success takes its count back.
 *
 * <p>A browser from which this user has signed in before has a count of its own: the wrong
 * passwords of others, from wherever, do not touch it. Everybody else is counted by user and
 * address together, by address, and (gently, against guessing from many addresses) by user. Counts
 * are forgotten after an hour of quiet.
 */
@Component
class SignInThrottle {

  /**
   * How one kind of count delays.
   *
   * @param free attempts without any delay
   * @param most the longest delay
   */
  private record Measure(int free, Duration most) {}

  private static final Measure KNOWN_DEVICE = new Measure(10, Duration.ofMinutes(5));
  private static final Measure USER_AND_ADDRESS = new Measure(5, Duration.ofMinutes(15));
  private static final Measure ADDRESS = new Measure(60, Duration.ofMinutes(5));
  private static final Measure USER = new Measure(50, Duration.ofSeconds(10));
  private static final Duration FORGET = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  SignInThrottle(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Counts an attempt.
   *
   * @param knownDevice the digest of the cookie if this user has signed in with it, else empty
   * @return zero if the password may be looked at, else how long to wait
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  Duration count(String userName, String address, byte[] knownDevice) {
    var now = OffsetDateTime.now(clock);
    // Rows that others are counting in are left alone: waiting for them could end in a deadlock.
    jdbc.sql(
            """
            delete from account.sign_in_attempt where bucket in (
              select bucket from account.sign_in_attempt
              where last_at < :old and blocked_until < :now
              limit 100 for update skip locked)
            """)
        .param("old", now.minus(FORGET))
        .param("now", now)
        .update();
    if (knownDevice.length > 0) {
      return count(device(userName, knownDevice), KNOWN_DEVICE, now);
    }
    Duration wait = count(pair(userName, address), USER_AND_ADDRESS, now);
    if (wait.isZero()) {
      wait = count(address(address), ADDRESS, now);
    }
    if (wait.isZero()) {
      wait = count(user(userName), USER, now);
    }
    return wait;
  }

  private Duration count(byte[] bucket, Measure measure, OffsetDateTime now) {
    int counted =
        jdbc.sql(
                """
                insert into account.sign_in_attempt as a (bucket, failures, last_at, blocked_until)
                values (:bucket, 1, :now, :now)
                on conflict (bucket) do update set
                  failures = case when a.last_at < :old then 1 else a.failures + 1 end,
                  last_at = :now,
                  blocked_until = case
                    when a.last_at < :old or a.failures + 1 < :free then :now
                    else cast(:now as timestamptz) + make_interval(secs =>
                      least(:most, power(2, least(a.failures + 1 - :free, 20))))
                  end
                where a.blocked_until <= :now
                """)
            .param("bucket", bucket)
            .param("now", now)
            .param("old", now.minus(FORGET))
            .param("free", measure.free)
            .param("most", (double) measure.most.toSeconds())
            .update();
    if (counted == 1) {
      return Duration.ZERO;
    }
    var until =
        jdbc.sql("select blocked_until from account.sign_in_attempt where bucket = :bucket")
            .param("bucket", bucket)
            .query(OffsetDateTime.class)
            .optional();
    Duration wait = until.map(end -> Duration.between(now, end)).orElse(Duration.ZERO);
    return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
  }

  /** Takes the counts of an attempt back: the password was right. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void forgive(String userName, String address, byte[] knownDevice) {
    if (knownDevice.length > 0) {
      clear(device(userName, knownDevice));
      return;
    }
    clear(pair(userName, address));
    // Others may have counted here too; only this attempt is taken back.
    takeBack(address(address));
    takeBack(user(userName));
  }

  private void clear(byte[] bucket) {
    jdbc.sql("delete from account.sign_in_attempt where bucket = :bucket")
        .param("bucket", bucket)
        .update();
  }

  private void takeBack(byte[] bucket) {
    jdbc.sql(
            """
            update account.sign_in_attempt
            set failures = greatest(failures - 1, 0), blocked_until = last_at
            where bucket = :bucket
            """)
        .param("bucket", bucket)
        .update();
  }

  private static byte[] device(String userName, byte[] knownDevice) {
    return Secrets.digest("device", userName, java.util.HexFormat.of().formatHex(knownDevice));
  }

  private static byte[] pair(String userName, String address) {
    return Secrets.digest("pair", userName, network(address));
  }

  private static byte[] address(String address) {
    return Secrets.digest("address", network(address));
  }

  private static byte[] user(String userName) {
    return Secrets.digest("user", userName);
  }

  /** Of an IPv6 address the first half: the rest is anybody's choice. */
  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      byte[] bytes = java.net.InetAddress.ofLiteral(address).getAddress();
      return java.util.HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
    } catch (IllegalArgumentException problem) {
      return address;
    }
  }
}
