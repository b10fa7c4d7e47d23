package cn.dudao;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.account.Accounts;
import cn.dudao.account.Allowed;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.InventedCity;
import cn.dudao.dispatch.PlanSecrecy;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.dispatch.notice.Announcements;
import cn.dudao.exchange.SheetImport;
import cn.dudao.exchange.SheetImports;
import cn.dudao.platform.file.FileStore;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.message.Message;
import cn.dudao.platform.message.Messages;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.ParameterProposal;
import cn.dudao.support.CountedStatements;
import cn.dudao.support.TestClock;
import cn.dudao.support.TestDatabase;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * No page asks the database more than 15 times, however much is on it. Every page that the
 * application answers is opened over HTTP, as each role that may, in a filled database. A page that
 * is new is found by itself. The two or three statements that keep the session itself do not count.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
@ActiveProfiles("test")
@Import({TestDatabase.class, CountedStatements.class})
@DirtiesContext
class StatementCountTest {

  private static final int MOST = 15;
  private static final int OF_A_KIND = 3;
  private static final Actor CLERK = new Actor("clerk", "王科员");
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  /** Where the things of an address are found; all else is tried with every id that there is. */
  private static final Map<String, String> THINGS = new LinkedHashMap<>();

  static {
    THINGS.put("/dispatch/plans/", "select id::text from dispatch.plan order by number");
    THINGS.put("/exports/plans/", "select id::text from dispatch.plan order by number");
    THINGS.put("/notices/", "select id::text from dispatch.announcement order by announced_at, id");
    THINGS.put("/batches/", "select id::text from appraisal.batch order by number");
    THINGS.put("/sessions/", "select id::text from appraisal.session order by batch, number");
    THINGS.put("/institutions/", "select code from institution.institution order by code");
    THINGS.put("/supervisors/", "select card from supervisor.supervisor order by card");
    THINGS.put("/imports/", "select id::text from exchange.sheet_import order by started_at");
    THINGS.put("/users/", "select id::text from account.user_account order by user_name");
    THINGS.put("/parameter-changes/", "select id::text from regulation.parameter_change");
  }

  /**
   * So many pages at most may belong to a state that nothing is in here (a plan that waits for
   * approval, a request for recusal, the first start): the walk must not become hollow.
   */
  private static final int UNSEEN = 12;

  @LocalServerPort private int port;
  @Autowired private ApplicationContext beans;
  @Autowired private Accounts accounts;
  @Autowired private JdbcClient sql;
  @Autowired private TestClock clock;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mapping;

  private final Map<UserRole, HttpClient> people = new EnumMap<>(UserRole.class);
  private final Map<String, List<String>> things = new TreeMap<>();

  /** What stands in an address beside ids. */
  private final Map<String, List<String>> words = new TreeMap<>();

  private List<String> anyId = List.of();
  private List<String> seats = List.of();
  private int requests;

  @Test
  void noPageAsksTheDatabaseTooOften() throws Exception {
    clock.setTo(LocalDate.of(2026, 11, 24));
    aFilledDatabase();
    clock.setTo(LocalDate.of(2026, 12, 10));
    while (beans.getBean(Announcements.class).announceDue() > 0) {}
    signInAsEverybody();
    remember();

    Map<String, Integer> most = new TreeMap<>();
    List<String> tooMany = new ArrayList<>();
    Set<String> unseen = new TreeSet<>();
    for (var each : mapping.getHandlerMethods().entrySet()) {
      boolean reads =
          each.getKey().getMethodsCondition().getMethods().stream()
              .anyMatch(method -> method.name().equals("GET"));
      if (!reads) {
        continue;
      }
      for (String pattern : each.getKey().getPatternValues()) {
        boolean seen = false;
        for (UserRole role : rolesOf(each.getValue())) {
          seen |= open(pattern, role, most, tooMany);
        }
        if (!seen) {
          unseen.add(pattern);
        }
      }
    }

    String figures =
        most.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining("\n"));
    java.nio.file.Files.writeString(java.nio.file.Path.of("target/statements.txt"), figures);
    assertThat(tooMany).as("pages that ask more than %d times", MOST).isEmpty();
    assertThat(most).hasSizeGreaterThan(60);
    assertThat(most.get("/")).as("messages unread, at least").isPositive();
    assertThat(unseen)
        .as("pages that nobody could open here: fill in what they need")
        .hasSizeLessThan(UNSEEN);
  }

  /** Opens a page with each of its things; returns whether anything answered. */
  private boolean open(
      String pattern, UserRole role, Map<String, Integer> most, List<String> tooMany)
      throws IOException, InterruptedException {
    int answered = 0;
    for (String address : addresses(pattern)) {
      String name = Integer.toString(++requests);
      var answer = get(people.get(role), address, name);
      if (answer.statusCode() >= 400) {
        continue;
      }
      answered++;
      boolean page =
          answer.headers().firstValue("Content-Type").orElse("text/html").startsWith("text/html");
      if (!page) {
        // A file is no page: it may be of many sheets.
        continue;
      }
      List<String> asked = CountedStatements.of(name);
      most.merge(pattern, asked.size(), Math::max);
      if (asked.size() > MOST) {
        tooMany.add(
            "%s %s: %d\n    %s"
                .formatted(role, address, asked.size(), String.join("\n    ", asked)));
        return true;
      }
      if (answered >= OF_A_KIND && !pattern.startsWith("/dispatch/plans/")) {
        break;
      }
    }
    return answered > 0;
  }

  private List<String> addresses(String pattern) {
    if (!pattern.contains("{")) {
      return List.of(pattern, pattern + "?count=true&size=200", pattern + "?q=1");
    }
    if (pattern.equals("/dispatch/plans/{id}/seats")) {
      return seats;
    }
    List<String> own =
        things.entrySet().stream()
            .filter(each -> pattern.startsWith(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(anyId);
    List<String> result = List.of(pattern.replaceAll("\\{(\\w+):[^/]*\\}", "{$1}"));
    while (!result.isEmpty() && result.getFirst().contains("{")) {
      List<String> filled = new ArrayList<>();
      for (String each : result) {
        int start = each.indexOf('{');
        int end = each.indexOf('}');
        String variable = each.substring(start + 1, end);
        for (String value : words.getOrDefault(variable, own)) {
          filled.add(
              each.substring(0, start)
                  + URLEncoder.encode(value, StandardCharsets.UTF_8)
                  + each.substring(end + 1));
        }
      }
      result = filled;
    }
    // Those of the regulation: every key is known.
    return result;
  }

  private static List<UserRole> rolesOf(HandlerMethod handler) {
    var allowed = handler.getMethodAnnotation(Allowed.class);
    if (allowed == null) {
      return List.of();
    }
    return allowed.everybody() || allowed.signedIn()
        ? List.of(UserRole.values())
        : List.of(allowed.value());
  }

  private HttpResponse<byte[]> get(HttpClient client, String address, String name)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address));
    if (name != null) {
      request.header(CountedStatements.HEADER, name);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private void signInAsEverybody() throws IOException, InterruptedException {
    String card =
        sql.sql("select card from dispatch.assignment group by card order by count(*) desc limit 1")
            .query(String.class)
            .single();
    String institution =
        sql.sql(
                """
                select t.institution from dispatch.announcement a
                  join dispatch.issued_task t on t.number = a.task
                 group by t.institution order by count(*) desc limit 1
                """)
            .query(String.class)
            .single();
    for (UserRole role : UserRole.values()) {
      var made =
          accounts.createWithGeneratedPassword(
              "count-" + role.name().toLowerCase().replace('_', '-'),
              "周点数",
              Set.of(role),
              role == UserRole.SUPERVISOR ? card : null,
              role == UserRole.INSTITUTION_STAFF ? institution : null);
      people.put(role, signedIn(made));
      tell(role);
    }
  }

  private void tell(UserRole role) {
    UUID user =
        sql.sql("select id from account.user_account where user_name = ?")
            .param("count-" + role.name().toLowerCase().replace('_', '-'))
            .query(UUID.class)
            .single();
    var messages = new ArrayList<Message>();
    for (int i = 0; i < 30; i++) {
      messages.add(new Message(user, "测试", "第 %d 条".formatted(i), "", "", null, role + "/" + i));
    }
    new TransactionTemplate(beans.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(status -> beans.getBean(Messages.class).sendAll(messages));
  }

  private HttpClient signedIn(Accounts.Credentials credentials)
      throws IOException, InterruptedException {
    var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    var form = CSRF.matcher(text(get(client, "/sign-in", null)));
    assertThat(form.find()).isTrue();
    String body =
        Map.of(
                "userName", credentials.userName(),
                "password", credentials.password(),
                "_csrf", form.group(1))
            .entrySet()
            .stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(get(client, "/", null).statusCode()).isEqualTo(200);
    return client;
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private void aFilledDatabase() throws IOException, InterruptedException {
    var city = new StoredCity(beans).with(InventedCity.of(60, 12, 90, 90, 7));
    city.issued("2026-12-01", "2026-12-20", PlanSecrecy.NONE);
    city.plan("2026-12-21", "2026-12-29");
    var parameters = beans.getBean(ParameterChanges.class);
    parameters.propose(Parameter.TEAM_SIZE, new ParameterProposal("3", "2027-01-01", "试算"), CLERK);
    for (int i = 0; i < 5; i++) {
      accounts.createWithGeneratedPassword(
          "other-" + i, "吴其他", Set.of(UserRole.BUREAU_OFFICER), null, null);
    }
    send("单位名称,单位代码,单位类型,区县\n新站,N001,鉴定站,金水区\n");
    send("单位名称,单位代码,单位类型,区县\n,N002,天文台,火星区\n");
  }

  private void send(String rows) throws IOException, InterruptedException {
    byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
    var file =
        beans.getBean(FileStore.class).put(new ByteArrayResource(bytes), "text/csv").digest();
    var imports = beans.getBean(SheetImports.class);
    UUID id =
        imports.start(
            List.of(new SheetImport.SentFile("被督导单位.csv", bytes.length, file, null)), CLERK);
    long end = System.nanoTime() + 60_000_000_000L;
    while (imports.find(id).orElseThrow().state().isWorking()) {
      assertThat(System.nanoTime()).as("the import is read in time").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private void remember() {
    THINGS.forEach(
        (prefix, query) -> things.put(prefix, sql.sql(query).query(String.class).list()));
    things.put(
        "/parameters/", Arrays.stream(Parameter.values()).map(Parameter::key).limit(5).toList());
    things.put(
        "/tasks/",
        sql.sql(
                """
                select id::text from dispatch.assignment
                 where card = (select supervisor_card from account.user_account
                                where user_name = 'count-supervisor')
                 order by day
                """)
            .query(String.class)
            .list());
    things.put("/dispatch/rotation/institutions/", things.get("/institutions/"));
    words.put("table", List.of("supervisors", "institutions", "batches", "sessions"));
    words.put("number", List.of("13"));
    words.put("position", List.of("0"));
    words.put("role", Arrays.stream(UserRole.values()).map(UserRole::name).toList());
    words.put("card", things.get("/supervisors/").stream().limit(OF_A_KIND).toList());
    seats =
        sql.sql(
                """
                select distinct on (plan) '/dispatch/plans/' || plan || '/seats?task=' || number
                  from dispatch.plan_task where to_revision is null order by plan, number
                """)
            .query(String.class)
            .list();
    Set<String> found = new LinkedHashSet<>();
    for (String table :
        sql.sql(
                """
                select table_schema || '.' || table_name from information_schema.columns
                 where column_name = 'id' and data_type = 'uuid'
                   and table_schema not in ('pg_catalog', 'information_schema', 'public')
                """)
            .query(String.class)
            .list()) {
      found.addAll(
          sql.sql("select id::text from " + table + " limit 5").query(String.class).list());
    }
    anyId = List.copyOf(found);
  }
}
