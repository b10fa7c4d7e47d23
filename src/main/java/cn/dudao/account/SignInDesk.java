package cn.dudao.account;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks who wants to come in. */
@Component
class SignInDesk {

  /** What came of an attempt. */
  sealed interface Outcome {

    /**
     * The password is right.
     *
     * @param deviceToken a new token for the cookie of this browser, null if it has one
     */
    record Welcome(SignedIn user, @Nullable String deviceToken) implements Outcome {}

    /** User name or password is wrong, or the user is disabled: nobody is told which. */
    record Unknown() implements Outcome {}

    /** Too many attempts. */
    record Later(Duration delay) implements Outcome {}
  }

  private final JdbcClient jdbc;
  private final UserAccounts users;
  private final PasswordHashing hashing;
  private final SignInThrottle throttle;
  private final Clock clock;
  private final Ledger ledger;
  private final TransactionTemplate transactions;

  SignInDesk(
      JdbcClient jdbc,
      UserAccounts users,
      PasswordHashing hashing,
      SignInThrottle throttle,
      Clock clock,
      Ledger ledger,
      PlatformTransactionManager transactions) {
    this.ledger = ledger;
    this.transactions = new TransactionTemplate(transactions);
    this.jdbc = jdbc;
    this.users = users;
    this.hashing = hashing;
    this.throttle = throttle;
    this.clock = clock;
  }

  /**
   * One attempt.
   *
   * @param deviceToken what the cookie of the browser says, "" for nothing
   */
  Outcome attempt(String userName, String password, String address, String deviceToken) {
    String name = userName.strip().toLowerCase(Locale.ROOT);
    Optional<UserAccount> user = name.length() > 40 ? Optional.empty() : users.byName(name);
    byte[] device = user.map(found -> knownDevice(found, deviceToken)).orElse(new byte[0]);

    Duration wait = throttle.count(name, address, device);
    if (!wait.isZero()) {
      return new Outcome.Later(wait);
    }
    String hash = user.filter(UserAccount::active).map(UserAccount::passwordHash).orElse(null);
    if (!hashing.matches(password, hash) || user.isEmpty()) {
      return new Outcome.Unknown();
    }
    throttle.forgive(name, address, device);
    return transactions.execute(status -> welcome(user.get(), device));
  }

  private Outcome welcome(UserAccount user, byte[] device) {
    var person = user.signedIn();
    ledger.record(person.actor(), Act.of("account.sign-in", "user", user.userName()));
    return new Outcome.Welcome(person, remember(user, device));
  }

  /** Puts on record that somebody left. */
  void leave(SignedIn person) {
    transactions.executeWithoutResult(status ->
        ledger.record(person.actor(), Act.of("account.sign-out", "user", person.userName())));
  }

  private byte[] knownDevice(UserAccount user, String token) {
    if (token.isEmpty()) {
      return new byte[0];
    }
    byte[] digest = Secrets.digest(token);
    return jdbc.sql(
            """
            select token_digest from account.known_device
            where token_digest = :digest and user_id = :user
            """)
        .param("digest", digest)
        .param("user", user.id())
        .query(byte[].class)
        .optional()
        .orElse(new byte[0]);
  }

  private @Nullable String remember(UserAccount user, byte[] device) {
    var now = OffsetDateTime.now(clock);
    if (device.length > 0) {
      jdbc.sql("update account.known_device set last_seen_at = :now where token_digest = :digest")
          .param("now", now)
          .param("digest", device)
          .update();
      return null;
    }
    String token = Secrets.token();
    jdbc.sql(
            """
            insert into account.known_device (token_digest, user_id, created_at, last_seen_at)
            values (:digest, :user, :now, :now)
            """)
        .param("digest", Secrets.digest(token))
        .param("user", user.id())
        .param("now", now)
        .update();
    return token;
  }
}
