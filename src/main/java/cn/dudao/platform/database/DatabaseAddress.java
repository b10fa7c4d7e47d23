package cn.dudao.platform.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which outside PostgreSQL to use: {@code DUDAO_DATABASE_URL}, {@code DUDAO_DATABASE_USER} and
 * {@code DUDAO_DATABASE_PASSWORD}. Without a URL the embedded one is used.
 *
 * @param url of JDBC, may name several hosts
 */
@ConfigurationProperties("dudao.database")
record DatabaseAddress(@Nullable String url, @Nullable String user, @Nullable String password) {

  /** Whether an outside database is named. */
  boolean isGiven() {
    return url != null && !url.isBlank();
  }
}
