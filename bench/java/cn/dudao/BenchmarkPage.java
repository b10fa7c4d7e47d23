package cn.dudao;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** {@code docs/benchmarks.md}: each benchmark writes its own part and leaves the others alone. */
public final class BenchmarkPage {

  private static final Path PAGE = Path.of("docs/benchmarks.md");

  private BenchmarkPage() {}

  /**
   * Puts a part in the place of the one that began with the same line.
   *
   * @param part begins with its heading, "# …", alone on the first line
   */
  public static void write(String part) throws IOException {
    String heading = part.lines().findFirst().orElseThrow();
    StringBuilder page = new StringBuilder();
    boolean written = false;
    for (String each : Files.readString(PAGE).split("(?m)^(?=# )")) {
      if (each.lines().findFirst().orElse("").equals(heading)) {
        page.append(part.strip()).append("\n\n");
        written = true;
      } else if (!each.isBlank()) {
        page.append(each.strip()).append("\n\n");
      }
    }
    if (!written) {
      page.append(part.strip()).append("\n\n");
    }
    Files.writeString(PAGE, page.toString().stripTrailing() + "\n");
  }

  /** What was measured, on which machine. */
  public static String machine() throws IOException, InterruptedException {
    return "Commit %s. %s CPUs, heap %s MB, JDK %s, %s. %s"
        .formatted(
            commit(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() >> 20,
            Runtime.version(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            load());
  }

  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0
        ? ""
        : String.format(Locale.ROOT, "Load of the machine at the end of the run: %.1f.", load);
  }

  private static String commit() throws IOException, InterruptedException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
    String hash = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 ? hash : "unknown";
  }
}
