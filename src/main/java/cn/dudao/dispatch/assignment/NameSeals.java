package cn.dudao.dispatch.assignment;

import cn.dudao.account.ActSeal;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.regulation.Article;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 第八条、第十八条: 名单密封. Until the moment that the plan names, only those who plan (经办人员) know who is
 * sent. Every page, export and search that shows a person beside a task asks here first; counts and
 * checks without names are for leaders all the same.
 */
@Article({"8", "18"})
@Component
public class NameSeals implements ActSeal {

  private static final String SEALED =
      "select task, max(names_at) as names_at from dispatch.task_names"
          + " where names_at > :now and until >= :today";

  private final JdbcClient sql;
  private final Clock clock;

  NameSeals(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** What of a plan's own tasks is sealed for a person, in any of its revisions. */
  public SealedNames of(UUID plan, SignedIn user) {
    return plansIt(user)
        ? SealedNames.NONE
        : sealed(SEALED + " and plan = :plan group by task", Map.of("plan", plan));
  }

  /**
   * What is sealed for a person in all plans and orders. Whatever is reckoned over everybody (who
   * is free, who has how much to do, why somebody may not be sent) gives names away while any order
   * is sealed.
   */
  public SealedNames anywhere(SignedIn user) {
    return plansIt(user) ? SealedNames.NONE : sealed(SEALED + " group by task", Map.of());
  }

  /**
   * Both at once, in one question to the database.
   *
   * @param own what of one plan's tasks is sealed
   * @param anywhere what is sealed in all plans and orders
   */
  public record Both(SealedNames own, SealedNames anywhere) {}

  /** What is sealed for a person of a plan's own tasks, and anywhere. */
  public Both both(UUID plan, SignedIn user) {
    if (plansIt(user)) {
      return new Both(SealedNames.NONE, SealedNames.NONE);
    }
    Map<String, Instant> own = new HashMap<>();
    Map<String, Instant> anywhere = new HashMap<>();
    sql.sql(
            """
            select task, max(names_at) as names_at,
                   max(names_at) filter (where plan = :plan) as own_names_at
              from dispatch.task_names
             where names_at > :now and until >= :today group by task
            """)
        .param("plan", plan)
        .param("now", now())
        .param("today", LocalDate.now(clock))
        .query(row -> {
          String task = row.getString("task");
          anywhere.put(task, row.getObject("names_at", OffsetDateTime.class).toInstant());
          OffsetDateTime ofPlan = row.getObject("own_names_at", OffsetDateTime.class);
          if (ofPlan != null) {
            own.put(task, ofPlan.toInstant());
          }
        });
    return new Both(new SealedNames(own), new SealedNames(anywhere));
  }

  /** Whether a person may know who is sent on an issued task. */
  public boolean mayKnow(IssuedTask task, SignedIn user) {
    return plansIt(user) || !task.namesAt().isAfter(clock.instant());
  }

  private static boolean plansIt(SignedIn user) {
    return user.is(UserRole.BUREAU_OFFICER);
  }

  private SealedNames sealed(String query, Map<String, ?> values) {
    Map<String, Instant> until = new HashMap<>();
    sql.sql(query)
        .params(values)
        .param("now", now())
        .param("today", LocalDate.now(clock))
        .query(row -> {
          until.put(
              row.getString("task"), row.getObject("names_at", OffsetDateTime.class).toInstant());
        });
    return new SealedNames(until);
  }

  /** Acts on sealed plans, tasks and orders. */
  @Override
  public Map<Subject, String> notes() {
    Map<Subject, String> notes = new HashMap<>();
    sql.sql(
            """
            select 'dispatch-plan' as kind, n.plan::text as id, max(n.names_at) as names_at
            from dispatch.task_names n
            where n.names_at > :now and n.until >= :today group by n.plan
            union all
            select 'issued-task', t.number, t.names_at
            from dispatch.issued_task t where t.names_at > :now
            union all
            select 'assignment', a.id::text, t.names_at
            from dispatch.issued_task t join dispatch.assignment a on a.task = t.number
            where t.names_at > :now
            """)
        .param("now", now())
        .param("today", LocalDate.now(clock))
        .query(row -> {
          notes.put(
              new Subject(row.getString("kind"), row.getString("id")),
              SealedNames.note(row.getObject("names_at", OffsetDateTime.class).toInstant()));
        });
    return notes;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
