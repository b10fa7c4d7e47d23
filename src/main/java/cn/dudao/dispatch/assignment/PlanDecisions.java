package cn.dudao.dispatch.assignment;

import cn.dudao.platform.ledger.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The store of what was decided on plans, and of the approvals that allow a revision to be issued.
 */
@Component
public class PlanDecisions {

  /** Of a plan {@code p} and an {@code :actor}; as the trigger {@code approved_by_another}. */
  private static final String WORKED_ON =
      """
      (p.created_by = :actor
        or exists (select from dispatch.plan_revision r
                   where r.plan = p.id and r.made_by = :actor and r.kind <> 'WITHDRAWAL')
        or exists (select from dispatch.plan_decision s
                   where s.plan = p.id and s.kind = 'SUBMISSION' and s.made_by = :actor))\
      """;

  private final JdbcClient sql;
  private final Clock clock;

  PlanDecisions(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** All that was decided on a plan, newest first. */
  public List<PlanDecision> of(UUID plan) {
    return sql.sql("select * from dispatch.plan_decision where plan = ? order by ordinal desc")
        .param(plan)
        .query((row, number) -> decision(row))
        .list();
  }

  /** What this request decided when it came before. */
  public Optional<PlanDecision> byRequest(UUID requestKey) {
    return sql.sql("select * from dispatch.plan_decision where request_key = ?")
        .param(requestKey)
        .query((row, number) -> decision(row))
        .optional();
  }

  /** The last submission of a plan. */
  public Optional<PlanDecision> lastSubmission(UUID plan) {
    return of(plan).stream()
        .filter(each -> each.kind() == PlanDecision.Kind.SUBMISSION)
        .findFirst();
  }

  private static PlanDecision decision(ResultSet row) throws SQLException {
    return new PlanDecision(
        row.getObject("plan", UUID.class),
        row.getInt("revision"),
        PlanDecision.Kind.valueOf(row.getString("kind")),
        row.getString("reason"),
        row.getString("made_by"),
        row.getString("made_by_name"),
        row.getObject("made_at", OffsetDateTime.class).toInstant());
  }

  /**
   * A plan that somebody must do something about on its way to the orders.
   *
   * @param state the plan's state by name
   * @param changed whether orders are out and the plan has been changed since
   * @param last what was said last; null if nothing was
   * @param reason the words with it
   * @param by who said it, by name
   * @param own whether the person who asks worked on the plan
   */
  public record Waiting(
      UUID plan,
      String number,
      String title,
      String state,
      boolean changed,
      PlanDecision.@Nullable Kind last,
      String reason,
      String by,
      boolean own) {}

  /** The plans that wait for a decision, for being issued or for being submitted again. */
  public List<Waiting> waiting(String actor) {
    return sql.sql(
            """
            select p.id, p.number, p.title, p.state, p.issued_revision is not null as changed,
              d.kind, d.reason, d.made_by_name,
              %s as own
            from dispatch.plan p
            left join lateral (select * from dispatch.plan_decision x
              where x.plan = p.id order by x.ordinal desc limit 1) d on true
            where p.state in ('SUBMITTED', 'APPROVED')
              or (p.state = 'READY' and (d.kind is not null or p.issued_revision is not null))
            order by p.changed_at, p.id limit 50
            """
                .formatted(WORKED_ON))
        .param("actor", actor)
        .query((row, number) -> {
          String kind = row.getString("kind");
          return new Waiting(
              row.getObject("id", UUID.class),
              row.getString("number"),
              row.getString("title"),
              row.getString("state"),
              row.getBoolean("changed"),
              kind == null ? null : PlanDecision.Kind.valueOf(kind),
              kind == null ? "" : row.getString("reason"),
              kind == null ? "" : row.getString("made_by_name"),
              row.getBoolean("own"));
        })
        .list();
  }

  /** Writes a step down, in the caller's transaction. */
  public void add(
      UUID plan, int revision, PlanDecision.Kind kind, String reason, UUID requestKey, Actor by) {
    sql.sql(
            """
            insert into dispatch.plan_decision
              (plan, revision, kind, reason, made_by, made_by_name, made_at, request_key)
            values (:plan, :revision, :kind, :reason, :by, :byName, :at, :key)
            """)
        .param("plan", plan)
        .param("revision", revision)
        .param("kind", kind.name())
        .param("reason", reason.strip())
        .param("by", by.id())
        .param("byName", by.name())
        .param("at", utc(clock.instant()))
        .param("key", requestKey)
        .update();
  }

  /**
   * Allows a revision to be issued. A leader who approves a revision from which the duty officer
   * has sent somebody already ratifies that as well.
   *
   * @param ratifyBy until when an emergency replacement must be approved afterwards; null for an
   *     approval beforehand
   */
  public void approve(
      UUID plan, int revision, String reason, @Nullable Instant ratifyBy, Actor by) {
    String again =
        ratifyBy == null
            ? """
            on conflict (plan, revision) do update set
              ratified = true, ratified_by = excluded.approved_by,
              ratified_by_name = excluded.approved_by_name, ratified_at = excluded.approved_at,
              ratify_reason = excluded.reason
            where plan_approval.kind = 'EMERGENCY' and plan_approval.ratified is null
            """
            : "on conflict (plan, revision) do nothing";
    sql.sql(
            """
            insert into dispatch.plan_approval
              (plan, revision, kind, approved_by, approved_by_name, approved_at, reason, ratify_by)
            values (:plan, :revision, :kind, :by, :byName, :at, :reason, :ratifyBy)
            """
                + again)
        .param("plan", plan)
        .param("revision", revision)
        .param("kind", ratifyBy == null ? "APPROVAL" : "EMERGENCY")
        .param("by", by.id())
        .param("byName", by.name())
        .param("at", utc(clock.instant()))
        .param("reason", reason.strip())
        .param("ratifyBy", ratifyBy == null ? null : utc(ratifyBy), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }

  /** Takes an approval back from which nobody has been sent. */
  public void voidApproval(UUID plan, int revision) {
    sql.sql(
            """
            delete from dispatch.plan_approval p
            where p.plan = :plan and p.revision = :revision and p.kind = 'APPROVAL'
              and not exists (select from dispatch.assignment a
                              where a.plan = p.plan and a.revision = p.revision)
            """)
        .param("plan", plan)
        .param("revision", revision)
        .update();
  }

  /**
   * 补批: says whether an emergency replacement was right; once.
   *
   * @return whether it still waited for it
   */
  public boolean ratify(UUID plan, int revision, boolean ratified, String reason, Actor by) {
    return sql.sql(
                """
                update dispatch.plan_approval set ratified = :ratified, ratified_by = :by,
                  ratified_by_name = :byName, ratified_at = :at, ratify_reason = :reason
                where plan = :plan and revision = :revision and kind = 'EMERGENCY'
                  and ratified is null
                """)
            .param("ratified", ratified)
            .param("by", by.id())
            .param("byName", by.name())
            .param("at", utc(clock.instant()))
            .param("reason", reason.strip())
            .param("plan", plan)
            .param("revision", revision)
            .update()
        > 0;
  }

  /**
   * Whether somebody worked on a plan: made it, changed it, or submitted it. Who only took people
   * off it, as by a decision on recusal, chose nobody.
   */
  public boolean workedOn(UUID plan, String actor) {
    return sql.sql("select " + WORKED_ON + " from dispatch.plan p where p.id = :plan")
        .param("plan", plan)
        .param("actor", actor)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
