package cn.dudao.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own PostgreSQL: durable settings, and every way of stopping and coming back. */
class EmbeddedPostgresTest {

  private static final Path PROGRAMS = Path.of("target/test-postgres").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void keepsItsDataOverARestartAndAsksForAPassword() throws Exception {
    try (var postgres = start()) {
      execute(postgres, "CREATE TABLE note (text text)");
      execute(postgres, "INSERT INTO note VALUES ('督导')");
      assertThat(single(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(single(postgres, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(single(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(single(postgres, "SHOW data_checksums")).isEqualTo("on");
      assertThat(single(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(single(postgres, "SELECT upper('é') || lower('Ä')")).isEqualTo("Éä");
      assertThat(single(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo("f");
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url(), EmbeddedPostgres.USER, "guess"))
          .isInstanceOf(SQLException.class);
    }
    try (var postgres = start()) {
      assertThat(single(postgres, "SELECT text FROM note")).isEqualTo("督导");
    }
  }

  @Test
  void comesBackByItselfAfterKillMinusNine() throws Exception {
    try (var postgres = start()) {
      execute(postgres, "CREATE TABLE note (id int)");
      execute(postgres, "INSERT INTO note SELECT generate_series(1, 1000)");
      long killed = postgres.pid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      Instant limit = Instant.now().plus(Duration.ofSeconds(30));
      String rows = "";
      while (rows.isEmpty() && Instant.now().isBefore(limit)) {
        try {
          rows = single(postgres, "SELECT count(*) FROM note");
        } catch (SQLException stillDown) {
          Thread.sleep(50);
        }
      }
      assertThat(rows).isEqualTo("1000");
      assertThat(postgres.pid()).isNotEqualTo(killed);
    }
  }

  @Test
  void oneFolderServesOneProgramAtATime() throws Exception {
    try (var postgres = start()) {
      assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("正被另一个");
      assertThat(single(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void secretsAreForTheOwnerOnly() throws Exception {
    start().close();
    for (String name : new String[] {"admin.password", "dudao.password"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(folder.resolve("initdb.password")).doesNotExist();
  }

  @Test
  void refusesTheFilesOfAnotherVersion() throws Exception {
    start().close();
    Files.writeString(folder.resolve("cluster/PG_VERSION"), "12\n");
    assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("12");
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.start(folder, PROGRAMS, Map.of());
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String single(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url(), EmbeddedPostgres.USER, postgres.password());
  }
}
