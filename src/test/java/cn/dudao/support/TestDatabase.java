package cn.dudao.support;

import cn.dudao.platform.database.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Databases for tests: one PostgreSQL a JVM, a new empty database for each Spring context. Fast
 * rather than durable. With {@code DUDAO_TEST_DATABASE_URL} (JDBC, with user and password in it, of
 * a role that may create databases) that server is used instead of the embedded one.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

  @Bean
  JdbcConnectionDetails testConnectionDetails() {
    return create();
  }

  @Bean
  @Primary
  TestClock testClock() {
    return new TestClock();
  }

  @Bean
  RecordOfActs recordOfActs(JdbcClient sql) {
    return new RecordOfActs(sql);
  }

  /** A new empty database, gone at the end of the JVM. */
  public static JdbcConnectionDetails create() {
    String name = "dudao_test_" + UUID.randomUUID().toString().substring(0, 8);
    return Server.INSTANCE.create(name);
  }

  private record Address(String getJdbcUrl, String getUsername, String getPassword)
      implements JdbcConnectionDetails {}

  /** The one server of this JVM. */
  private enum Server {
    INSTANCE;

    private final String outside = System.getenv("DUDAO_TEST_DATABASE_URL");
    private final EmbeddedPostgres embedded = outside == null ? startEmbedded() : null;

    private static EmbeddedPostgres startEmbedded() {
      try {
        Path target = Path.of("target").toAbsolutePath();
        Path folder = target.resolve("test-postgres-" + ProcessHandle.current().pid());
        EmbeddedPostgres started =
            EmbeddedPostgres.start(
                folder,
                target.resolve("test-postgres"),
                Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off"));
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> {
                  started.close();
                  delete(folder);
                }));
        return started;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException leftForMavenClean) {
        // A file that stays does no harm.
      }
    }

    JdbcConnectionDetails create(String name) {
      try (Connection admin = connect();
          Statement statement = admin.createStatement()) {
        statement.execute(
            "CREATE DATABASE %s%s"
                .formatted(name, embedded == null ? "" : " OWNER " + EmbeddedPostgres.USER));
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
      if (embedded != null) {
        return new Address(
            embedded.url().replaceFirst("/dudao$", "/" + name),
            EmbeddedPostgres.USER,
            embedded.password());
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(name)));
      return new Address(outside.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), null, null);
    }

    private Connection connect() throws SQLException {
      return embedded == null ? DriverManager.getConnection(outside) : embedded.connectAsAdmin();
    }

    private void drop(String name) {
      try (Connection admin = connect();
          Statement statement = admin.createStatement()) {
        statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      } catch (SQLException leftBehind) {
        // Only a test database; its name says so.
      }
    }
  }
}
