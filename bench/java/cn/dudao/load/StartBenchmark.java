package cn.dudao.load;

import cn.dudao.BenchmarkPage;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Measures a start of {@code bin/dudao serve} up to its first answered page, and its memory, with
 * and without the JDK's AOT cache, on a database that is there already: {@code mvn -Pbench test
 * -Dbench.test=StartBenchmark}.
 */
class StartBenchmark {

  private static final int TIMES = Integer.getInteger("bench.times", 5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private record Start(double seconds, double cpuSeconds, long megabytes, long postgres) {}

  @Test
  void measure() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("dudao-start-");
    // Builds, and makes the cache and the database.
    new ProcessBuilder("bin/dudao", "help").inheritIO().start().waitFor();
    start(data, true);
    List<Start> with = new ArrayList<>();
    List<Start> without = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      with.add(start(data, true));
      without.add(start(data, false));
    }
    BenchmarkPage.write(
        """
        # Start and memory of bin/dudao serve

        Written by `mvn -Pbench test -Dbench.test=StartBenchmark` (see `bench/`): from the command
        to the first answered page, on a database that is there already; the middle one of %d
        starts. CPU seconds are those of the Java process: on a busy machine the time itself says
        little. Memory is what is resident ten seconds later; PostgreSQL's processes, added up, count
        the shared buffers more than once.

        %s

        | | seconds | CPU seconds | memory of Java, MB | of PostgreSQL, MB |
        |---|---|---|---|---|
        %s
        %s
        """
            .formatted(
                TIMES,
                BenchmarkPage.machine(),
                line("with the AOT cache", with),
                line("without", without)));
  }

  private static String line(String name, List<Start> starts) {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.0f | %.0f |",
        name,
        middle(starts.stream().mapToDouble(Start::seconds).toArray()),
        middle(starts.stream().mapToDouble(Start::cpuSeconds).toArray()),
        middle(starts.stream().mapToDouble(Start::megabytes).toArray()),
        middle(starts.stream().mapToDouble(Start::postgres).toArray()));
  }

  private static double middle(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static Start start(Path data, boolean cache) throws IOException, InterruptedException {
    int port = freePort();
    var command =
        new ProcessBuilder(
            "bin/dudao", "serve", "--port", Integer.toString(port), "--data", data.toString());
    if (!cache) {
      command.environment().put("DUDAO_NO_CACHE", "1");
    }
    command.redirectErrorStream(true).redirectOutput(new File(data + ".log"));
    long started = System.nanoTime();
    // The launcher becomes the program: one process.
    Process process = command.start();
    try {
      URI door = URI.create("http://127.0.0.1:" + port + "/sign-in");
      while (!answers(door)) {
        if (!process.isAlive() || System.nanoTime() - started > PATIENCE.toNanos()) {
          throw new IllegalStateException("no start, see " + data + ".log");
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      double cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
      TimeUnit.SECONDS.sleep(10);
      Start result =
          new Start(
              seconds,
              cpu,
              resident(process.toHandle()),
              process.descendants().mapToLong(StartBenchmark::resident).sum());
      System.out.println((cache ? "with " : "without ") + result);
      return result;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static boolean answers(URI page) {
    try {
      var connection = (HttpURLConnection) page.toURL().openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** In megabytes, of Linux. */
  private static long resident(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(each -> each.startsWith("VmRSS:"))
              .map(each -> each.replaceAll("[^0-9]", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0)
          >> 10;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
