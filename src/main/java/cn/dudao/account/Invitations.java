package cn.dudao.account;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 一次性链接: whoever holds one may set a password once. Only its digest is kept. */
@Component
class Invitations {

  static final Duration VALID = Duration.ofHours(24);

  /**
   * A link that may still be used.
   *
   * @param user whose password it sets, null for the link of the first start
   */
  record Invitation(@Nullable UUID user) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  Invitations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A new link; older ones of the same user end. */
  String create(@Nullable UUID user) {
    jdbc.sql(
            "delete from account.invitation where user_id is not distinct from cast(:user as uuid)")
        .param("user", user)
        .update();
    String token = Secrets.token();
    var now = OffsetDateTime.now(clock);
    jdbc.sql(
            """
            insert into account.invitation (token_digest, user_id, created_at, expires_at)
            values (:digest, cast(:user as uuid), :now, :end)
            """)
        .param("digest", Secrets.digest(token))
        .param("user", user)
        .param("now", now)
        .param("end", now.plus(VALID))
        .update();
    return token;
  }

  /** The link of this token if it may still be used. */
  Optional<Invitation> open(String token) {
    return jdbc.sql(
            """
            select user_id from account.invitation
            where token_digest = :digest and used_at is null and expires_at > :now
            """)
        .param("digest", Secrets.digest(token))
        .param("now", OffsetDateTime.now(clock))
        .query((row, number) -> new Invitation(row.getObject("user_id", UUID.class)))
        .optional();
  }

  /** Uses the link up; false if it was used or is too old. */
  boolean use(String token) {
    return jdbc.sql(
                """
                update account.invitation set used_at = :now
                where token_digest = :digest and used_at is null and expires_at > :now
                """)
            .param("digest", Secrets.digest(token))
            .param("now", OffsetDateTime.now(clock))
            .update()
        == 1;
  }
}
