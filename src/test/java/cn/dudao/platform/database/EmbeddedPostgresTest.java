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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  void endsWithAProgramThatIsKilledAndLosesNothingThatWasAcknowledged() throws Exception {
    start().close();
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProgram.class.getName(),
                folder.toString(),
                PROGRAMS.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int acknowledged = 0;
    long server = 0;
    try (var lines = program.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("server ")) {
          server = Long.parseLong(line.substring(7));
        } else if (line.startsWith("kept ")) {
          acknowledged = Integer.parseInt(line.substring(5));
          if (acknowledged == 50) {
            program.toHandle().destroyForcibly();
          }
        }
      }
    }
    assertThat(acknowledged).isGreaterThanOrEqualTo(50);
    try (var postgres = start()) {
      assertThat(Integer.parseInt(single(postgres, "SELECT count(*) FROM kept")))
          .isGreaterThanOrEqualTo(acknowledged);
      Path process = Path.of("/proc/" + server + "/cmdline");
      assertThat(Files.exists(process) ? Files.readString(process) : "")
          .as("the server of the killed program has ended")
          .isEmpty();
    }
  }

  @Test
  void stopsAServerThatAnEarlierRunLeftBehind() throws Exception {
    start().close();
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    try (Stream<Path> programs = Files.list(PROGRAMS)) {
      Path software =
          programs
              .filter(each -> each.getFileName().toString().matches("software-[0-9a-f]+"))
              .findFirst()
              .orElseThrow();
      command.add(software.resolve("bin/postgres").toString());
    }
    command.addAll(
        List.of(
            "-D",
            folder.resolve("cluster").toString(),
            "-c",
            "listen_addresses=",
            "-c",
            "unix_socket_directories="));
    Process orphan =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    Path pidFile = folder.resolve("cluster/postmaster.pid");
    while (!(Files.exists(pidFile) && Files.readString(pidFile).contains("ready"))
        && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
    try (var postgres = start()) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(single(postgres, "SELECT 1")).isEqualTo("1");
    } finally {
      orphan.destroyForcibly();
    }
  }

  /** Writes rows one by one and says so after each, until it is killed. */
  static final class WritingProgram {

    public static void main(String[] arguments) throws Exception {
      var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]), Map.of());
      System.out.println("server " + postgres.pid());
      execute(postgres, "CREATE TABLE kept (id int)");
      try (Connection connection = connect(postgres);
          Statement statement = connection.createStatement()) {
        for (int i = 1; i < 1_000_000; i++) {
          statement.execute("INSERT INTO kept VALUES (" + i + ")");
          System.out.println("kept " + i);
        }
      }
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
