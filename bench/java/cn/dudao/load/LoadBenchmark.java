package cn.dudao.load;

import cn.dudao.BenchmarkPage;
import cn.dudao.account.Accounts;
import cn.dudao.account.UserRole;
import cn.dudao.support.TestClock;
import cn.dudao.support.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/**
 * Measures the pages of the application over HTTP, signed in, in a database of a million sessions
 * and two million orders, and in the same run a plain select through the driver: the ceiling.
 * {@code mvn -Pbench test -Dbench.test=LoadBenchmark}; {@code -Dbench.seconds=2} is the time for
 * each page and number of connections, {@code -Dbench.pages=/batches,/acts} takes some pages only.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "spring.datasource.hikari.maximum-pool-size=16"})
@ActiveProfiles("test")
@Import(TestDatabase.class)
class LoadBenchmark {

  private static final int[] CONNECTIONS = {1, 16, 64};

  /** In milliseconds: a page that takes longer alone is not measured with many. */
  private static final double TOO_SLOW = 1000;

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private record Measured(int status, double perSecond, double median, double slow) {}

  @LocalServerPort private int port;
  @Autowired private Accounts accounts;
  @Autowired private JdbcClient sql;
  @Autowired private DataSource database;
  @Autowired private JdbcConnectionDetails address;
  @Autowired private TestClock clock;

  private final Map<UserRole, HttpClient> people = new EnumMap<>(UserRole.class);
  private final List<String> lines = new ArrayList<>();

  @Test
  void measure() throws Exception {
    clock.setTo(LocalDate.of(2026, 12, 10));
    long started = System.nanoTime();
    fill();
    System.out.printf(
        "filled in %d s%n", Duration.ofNanos(System.nanoTime() - started).toSeconds());
    String card = one("select card from dispatch.assignment where day = date '2026-12-14' limit 1");
    String unit = one("select institution from dispatch.announcement limit 1");
    for (UserRole role :
        List.of(
            UserRole.BUREAU_OFFICER,
            UserRole.AUDIT_ADMIN,
            UserRole.SUPERVISOR,
            UserRole.INSTITUTION_STAFF)) {
      people.put(
          role,
          signedIn(
              accounts.createWithGeneratedPassword(
                  "bench-" + role.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  "周测速",
                  Set.of(role),
                  role == UserRole.SUPERVISOR ? card : null,
                  role == UserRole.INSTITUTION_STAFF ? unit : null)));
    }
    lines.add("| page | connections | requests a second | p50 ms | p99 ms |");
    lines.add("|---|---|---|---|---|");
    ceiling();
    Set<String> chosen =
        Arrays.stream(System.getProperty("bench.pages", "").split(","))
            .filter(each -> !each.isBlank())
            .collect(Collectors.toSet());
    for (var each : pages(card).entrySet()) {
      if (chosen.isEmpty() || chosen.stream().anyMatch(each.getKey()::contains)) {
        measure(each.getKey(), each.getValue());
      }
    }
    BenchmarkPage.write(page());
  }

  private Map<String, UserRole> pages(String card) {
    String batch = one("select id::text from appraisal.batch where number = 'P196000'");
    String plan =
        one(
            "select id::text from dispatch.plan where first_day <= date '2026-12-14'"
                + " and last_day >= date '2026-12-14' order by number limit 1");
    String task =
        one(
            "select number from dispatch.plan_task where plan = '"
                + plan
                + "' and day >= date '2026-12-14' order by day, number limit 1");
    Map<String, UserRole> pages = new LinkedHashMap<>();
    for (String each :
        List.of(
            "/",
            "/batches",
            "/batches?q=P19",
            "/batches?from=2026-12-01&to=2026-12-31",
            "/batches/" + batch,
            "/supervisors",
            "/supervisors?q=王伟",
            "/supervisors/" + card,
            "/institutions",
            "/institutions/I00042",
            "/recusal-grounds",
            "/past-supervisions",
            "/search?q=P196000",
            "/search?q=王伟国",
            "/statistics",
            "/notices",
            "/dispatch/plans",
            "/dispatch/assignments",
            "/dispatch/rotation",
            "/dispatch/coverage",
            "/dispatch/load",
            "/dispatch/recusal",
            "/dispatch/calendar",
            "/dispatch/attention",
            "/dispatch/plans/" + plan,
            "/dispatch/plans/" + plan + "/tasks",
            "/dispatch/plans/" + plan + "/calendar",
            "/dispatch/plans/" + plan + "/people",
            "/dispatch/plans/" + plan + "/institutions",
            "/dispatch/plans/" + plan + "/seats?task=" + task)) {
      pages.put(each, UserRole.BUREAU_OFFICER);
    }
    pages.put("/acts", UserRole.AUDIT_ADMIN);
    pages.put("/acts?q=FA-17", UserRole.AUDIT_ADMIN);
    pages.put("/tasks", UserRole.SUPERVISOR);
    pages.put("/batches?own", UserRole.INSTITUTION_STAFF);
    pages.put("/notices?own", UserRole.INSTITUTION_STAFF);
    return pages;
  }

  private String one(String query) {
    return sql.sql(query).query(String.class).single();
  }

  private void fill() throws IOException, SQLException {
    String script =
        new ClassPathResource("large-province.sql").getContentAsString(StandardCharsets.UTF_8);
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      // A blank line with two dashes parts the steps: each is a transaction of its own.
      for (String step : script.split("(?m)^--;$")) {
        long started = System.nanoTime();
        statement.execute(step);
        System.out.printf(
            "%d s: %s%n",
            Duration.ofNanos(System.nanoTime() - started).toSeconds(),
            step.strip().lines().findFirst().orElse(""));
      }
    }
  }

  private interface Request {
    int ask() throws IOException, InterruptedException, SQLException;
  }

  private interface Asker {
    Request forThread() throws SQLException;
  }

  private void ceiling() throws InterruptedException {
    List<String> ids =
        sql.sql("select number from appraisal.batch order by id limit 1000")
            .query(String.class)
            .list();
    List<Connection> open = new ArrayList<>();
    for (int connections : CONNECTIONS) {
      line(
          "a plain select of one batch, through the driver",
          connections,
          run(
              connections,
              () -> {
                Connection connection =
                    DriverManager.getConnection(
                        address.getJdbcUrl(), address.getUsername(), address.getPassword());
                synchronized (open) {
                  open.add(connection);
                }
                PreparedStatement select =
                    connection.prepareStatement("select * from appraisal.batch where number = ?");
                int[] next = {0};
                return () -> {
                  select.setString(1, ids.get(next[0]++ % ids.size()));
                  try (var rows = select.executeQuery()) {
                    return rows.next() ? 200 : 404;
                  }
                };
              }));
      for (Connection each : open) {
        try {
          each.close();
        } catch (SQLException gone) {
          // It was only for the measurement.
        }
      }
      open.clear();
    }
  }

  private void measure(String path, UserRole role) throws InterruptedException {
    HttpClient client = people.get(role);
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + path.replaceAll("王伟国?", encoded(path))))
            .build();
    Request once = () -> client.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
    for (int connections : CONNECTIONS) {
      Measured measured = run(connections, () -> once);
      if (measured.status() == 404 || measured.status() == 403) {
        System.out.println(path + " is not there: " + measured.status());
        return;
      }
      String named =
          path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}") + " (" + role.label() + ")";
      line(named, connections, measured);
      if (measured.median() > TOO_SLOW) {
        // Sixty-four at once would only show that it is slow, for minutes.
        return;
      }
    }
  }

  private static String encoded(String path) {
    var name = Pattern.compile("王伟国?").matcher(path);
    return name.find() ? URLEncoder.encode(name.group(), StandardCharsets.UTF_8) : "";
  }

  private void line(String name, int connections, Measured measured) {
    String line =
        String.format(
            Locale.ROOT,
            "| %s%s | %d | %.1f | %.1f | %.1f |",
            name.replace("?own", ""),
            measured.status() == 200 ? "" : ", status " + measured.status(),
            connections,
            measured.perSecond(),
            measured.median(),
            measured.slow());
    System.out.println(line);
    lines.add(line);
  }

  /** So many threads ask one after the other, for the time of a measurement. */
  private static Measured run(int threads, Asker asker) throws InterruptedException {
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    int[] worst = {200};
    long seconds = Long.getLong("bench.seconds", 2);
    long begin = System.nanoTime();
    long end = begin + Duration.ofSeconds(seconds).toNanos();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Request request = asker.forThread();
                  // The first answer warms up and does not count.
                  worst[0] = Math.max(worst[0], request.ask());
                  do {
                    long started = System.nanoTime();
                    worst[0] = Math.max(worst[0], request.ask());
                    times.add(System.nanoTime() - started);
                  } while (System.nanoTime() < end);
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                } catch (InterruptedException | SQLException failure) {
                  throw new IllegalStateException(failure);
                }
              }));
    }
    for (Thread each : running) {
      each.join();
    }
    double took = (System.nanoTime() - begin) / 1e9;
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      return new Measured(599, 0, 0, 0);
    }
    return new Measured(
        worst[0],
        sorted.length / took,
        sorted[sorted.length / 2] / 1e6,
        sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] / 1e6);
  }

  private HttpClient signedIn(Accounts.Credentials credentials)
      throws IOException, InterruptedException {
    var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    URI door = URI.create("http://localhost:" + port + "/sign-in");
    var form =
        CSRF.matcher(
            client
                .send(HttpRequest.newBuilder(door).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    if (!form.find()) {
      throw new IllegalStateException("no form at " + door);
    }
    String body =
        "userName=%s&password=%s&_csrf=%s"
            .formatted(
                encode(credentials.userName()),
                encode(credentials.password()),
                encode(form.group(1)));
    client.send(
        HttpRequest.newBuilder(door)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.discarding());
    return client;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String page() throws IOException, InterruptedException {
    return """
    # Benchmarks of the pages

    Written by `mvn -Pbench test -Dbench.test=LoadBenchmark` (see `bench/`): %,d sessions, %,d
    orders and %,d supervisors in the database; pages over HTTP, signed in, with their session
    and everything that it asks; client, application and PostgreSQL on the same machine. The
    plain select is one row by its key through the driver, in the same run: what the database
    gives at most. A page that takes more than a second alone is not measured with many.
    PostgreSQL waits for no disk here (`fsync` off), which reading does not feel.

    %s

    %s
    """
        .formatted(
            sql.sql("select count(*) from appraisal.session").query(Long.class).single(),
            sql.sql("select count(*) from dispatch.assignment").query(Long.class).single(),
            sql.sql("select count(*) from supervisor.supervisor").query(Long.class).single(),
            BenchmarkPage.machine(),
            String.join("\n", lines));
  }
}
