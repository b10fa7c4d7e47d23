package cn.dudao.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The migrations run on PostgreSQL 15, the oldest that we promise, where Debian's programs of that
 * version are installed. (With {@code DUDAO_TEST_DATABASE_URL} all room tests run on it.)
 */
@EnabledIf("isInstalled")
class OldestPostgresTest {

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

  @TempDir Path folder;

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAMS.resolve("initdb"));
  }

  @Test
  void migratesAnEmptyDatabase() throws Exception {
    Path cluster = folder.resolve("cluster");
    Process initdb =
        run(
            "initdb",
            "-D",
            cluster.toString(),
            "-A",
            "trust",
            "-U",
            "dudao",
            "-E",
            "UTF8",
            "--locale=C");
    assertThat(initdb.waitFor(60, TimeUnit.SECONDS)).isTrue();
    int port;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    Process server =
        run(
            "postgres",
            "-D",
            cluster.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off");
    try {
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=dudao";
      awaitReady(url);
      var migrated =
          Flyway.configure()
              .dataSource(url, "dudao", "")
              .schemas("platform")
              .locations("classpath:db/migration")
              .load()
              .migrate();
      assertThat(migrated.success).isTrue();
      assertThat(migrated.initialSchemaVersion).isNull();
      assertThat(migrated.migrationsExecuted).isPositive();
    } finally {
      server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }
  }

  /** As root in a user namespace of its own, as PostgreSQL refuses root. */
  private Process run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "log")))
        .start();
  }

  private void awaitReady(String url) throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(30));
    while (true) {
      try {
        DriverManager.getConnection(url).close();
        return;
      } catch (SQLException notYet) {
        if (Instant.now().isAfter(limit)) {
          throw new IOException(Files.readString(folder.resolve("log")), notYet);
        }
        Thread.sleep(50);
      }
    }
  }
}
