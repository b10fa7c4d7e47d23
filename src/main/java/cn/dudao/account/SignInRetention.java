package cn.dudao.account;

import cn.dudao.platform.retention.Retained;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the traces of signing in go. */
@Configuration(proxyBeanMethods = false)
class SignInRetention {

  /** Browsers that were not seen for so long count as unknown again. */
  @Bean
  Retained knownDevices(JdbcClient sql) {
    return new Retained(
        "keepKnownDevices",
        before ->
            sql.sql("delete from account.known_device where last_seen_at < :before")
                .param("before", time(before))
                .update());
  }

  /** Links that were used or are too old; that they were given out stays on record. */
  @Bean
  Retained endedLinks(JdbcClient sql) {
    return new Retained(
        "endedLinks",
        before ->
            sql.sql("delete from account.invitation where expires_at < :before")
                .param("before", time(before))
                .update());
  }

  /** Counts of sign-ins that delay nobody any more. */
  @Bean
  Retained signInCounts(JdbcClient sql, Clock clock) {
    return new Retained(
        "signInCounts",
        before ->
            sql.sql(
                    """
                    delete from account.sign_in_attempt
                     where last_at < :before and blocked_until < :now
                    """)
                .param("before", time(before))
                .param("now", OffsetDateTime.now(clock))
                .update());
  }

  /** Sessions that have ended, should the sessions' own cleaning have missed them. */
  @Bean
  Retained endedSessions(JdbcClient sql) {
    return new Retained(
        "endedSessions",
        before ->
            sql.sql("delete from account.spring_session where expiry_time < :before")
                .param("before", before.toEpochMilli())
                .update());
  }

  private static OffsetDateTime time(Instant moment) {
    return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
