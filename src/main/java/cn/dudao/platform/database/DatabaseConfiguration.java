package cn.dudao.platform.database;

import cn.dudao.platform.NodeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives Spring the address of the database: the outside one that the operator names, else our own
 * in the data folder. Tests (profile {@code test}) bring their own address.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseAddress.class)
class DatabaseConfiguration {

  @Bean
  NodeFolder nodeFolder(@Value("${dudao.data:data}") Path path) {
    return new NodeFolder(path);
  }

  @Bean
  @Profile("!test")
  @ConditionalOnExpression("'${dudao.database.url:}'.isBlank()")
  EmbeddedPostgres embeddedPostgres(NodeFolder data) {
    try {
      Path folder = data.path().resolve("postgres");
      return EmbeddedPostgres.start(folder, folder, Map.of());
    } catch (IOException failure) {
      String message = failure.getMessage();
      throw new DatabaseUnavailable(message == null ? failure.toString() : message, failure);
    }
  }

  @Bean
  @Profile("!test")
  JdbcConnectionDetails connectionDetails(
      DatabaseAddress address, ObjectProvider<EmbeddedPostgres> embedded) {
    if (!address.isGiven()) {
      EmbeddedPostgres postgres = embedded.getObject();
      return new Address(postgres.url(), EmbeddedPostgres.USER, postgres.password());
    }
    String url = String.valueOf(address.url());
    return new Address(
        url.startsWith("jdbc:") ? url : "jdbc:" + url, address.user(), address.password());
  }

  /** Refuses to write anything into a database that may lose what it has acknowledged. */
  @Bean
  @Profile("!test")
  FlywayMigrationStrategy migrateOnlyWhatIsDurable() {
    return flyway -> {
      requireDurable(flyway.getConfiguration().getDataSource());
      flyway.migrate();
    };
  }

  private static void requireDurable(DataSource database) {
    var sql = JdbcClient.create(database);
    for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
      String value = sql.sql("SHOW " + setting).query(String.class).single();
      // remote_write and remote_apply wait for a second server as well.
      boolean safe = value.equals("on") || value.startsWith("remote_");
      if (!safe) {
        throw new DatabaseUnavailable(
            "PostgreSQL 的设置 %s = %s 可能在断电时丢失已保存的数据，请改为 on".formatted(setting, value));
      }
    }
    int version = Integer.parseInt(sql.sql("SHOW server_version_num").query(String.class).single());
    if (version < 150_000) {
      throw new DatabaseUnavailable("需要 PostgreSQL 15 或更新的版本，当前为 " + version / 10_000);
    }
  }

  private record Address(String getJdbcUrl, @Nullable String user, @Nullable String password)
      implements JdbcConnectionDetails {

    @Override
    public @Nullable String getUsername() {
      return user;
    }

    @Override
    public @Nullable String getPassword() {
      return password;
    }
  }
}
