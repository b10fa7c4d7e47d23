package cn.dudao.dispatch.register;

import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders as they stand after a plan was approved and issued, written straight into the tables. */
final class OrdersFixture {

  private static final String RULINGS =
      """
      [{"rule":"8","permits":true},{"rule":"5","permits":true},{"rule":"10","permits":true},
       {"rule":"14","permits":true},{"rule":"18","permits":true},{"rule":"absent","permits":true},
       {"rule":"19","permits":true},{"rule":"overlap","permits":true},
       {"rule":"travel","permits":true}]
      """;

  private final JdbcClient sql;
  private final UUID plan = UUID.randomUUID();
  private int documents;

  OrdersFixture(JdbcClient sql) {
    this.sql = sql;
    sql.sql(
            """
            insert into dispatch.plan (id, number, title, first_day, last_day, districts, batches,
              state, revision, issued_revision, request_key, created_by, created_by_name, created_at,
              changed_at)
            values (:id, :number, '测试方案', '2026-01-01', '2027-12-31', '{}', '{}', 'ISSUED', 1, 1,
              gen_random_uuid(), 'clerk', '王科员', now(), now())
            """)
        .param("id", plan)
        .param("number", "F" + plan.toString().substring(0, 8))
        .update();
    sql.sql(
            """
            insert into dispatch.plan_revision (plan, number, kind, summary, request_key, made_by,
              made_by_name, made_at, task_count, seat_count, open_seats, cost_open, cost_balance,
              cost_grade, cost_expertise, cost_travel, cost_pairs, cost_change, first_plan_seconds,
              seconds, steps, seed, parameters, checks)
            values (?, 1, 'COMPUTATION', '', gen_random_uuid(), 'clerk', '王科员', now(), 0, 0, 0, 0, 0,
              0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '[]')
            """)
        .param(plan)
        .update();
    sql.sql(
            """
            insert into dispatch.plan_approval (plan, revision, kind, approved_by,
              approved_by_name, approved_at)
            values (?, 1, 'APPROVAL', 'leader', '刘处长', now())
            """)
        .param(plan)
        .update();
  }

  UUID plan() {
    return plan;
  }

  /** A task of a batch at an institution on a day, with its team; the first one leads. */
  OrdersFixture task(String number, String batch, String institution, String day, String... team) {
    return task(number, batch, institution, day, 1, team);
  }

  /**
   * The same with other half-days.
   *
   * @param halfDays 1 morning, 2 afternoon, 4 evening, and their sums
   */
  OrdersFixture task(
      String number, String batch, String institution, String day, int halfDays, String... team) {
    sql.sql(
            """
            insert into dispatch.issued_task (number, plan, batch, kind, institution,
              institution_name, day, half_days, district, site, seats, important, occupation,
              occupation_code, level, unannounced, announce_at, names_at, issued_at)
            select :number, :plan, :batch, 'ON_SITE_EXAM', i.code, i.name, :day, :halfDays,
              i.district, '', :seats, false, '电工', '', 4, false, '2026-01-01', '2026-01-01',
              '2026-01-01'
            from institution.institution i where i.code = :institution
            """)
        .param("number", number)
        .param("plan", plan)
        .param("batch", batch)
        .param("institution", institution)
        .param("day", LocalDate.parse(day))
        .param("halfDays", halfDays)
        .param("seats", Math.max(2, team.length))
        .update();
    for (int i = 0; i < team.length; i++) {
      order(number, team[i], i + 1, "ISSUED");
    }
    return this;
  }

  /** A further order on a task; one that is over does not take its seat. */
  UUID order(String task, String card, int seat, String state) {
    sql.sql(
            """
            insert into dispatch.plan_permission (plan, task, card, revision, rulings)
            values (:plan, :task, :card, 1, cast(:rulings as jsonb))
            """)
        .param("plan", plan)
        .param("task", task)
        .param("card", card)
        .param("rulings", RULINGS)
        .update();
    boolean over = state.equals("DECLINED") || state.equals("WITHDRAWN");
    var id = UUID.randomUUID();
    sql.sql(
            """
            insert into dispatch.assignment (id, task, plan, revision, permitted_revision, card,
              name, seat, day, half_days, state, document_number, issued_by, issued_by_name,
              issued_at, released_at, answer_due, answered_at, declaration, answer_reason,
              ended_at, ended_by, ended_by_name, end_article, end_reason)
            select :id, t.number, t.plan, 1, 1, s.card, s.name, :seat, t.day, t.half_days, :state,
              :document, 'clerk', '王科员', '2026-01-01', '2026-01-01', '2026-01-03',
              case when :state in ('ACCEPTED', 'DECLINED') then timestamptz '2026-01-02' end,
              case when :state = 'ACCEPTED' then cast('[]' as jsonb) end,
              case when :state = 'DECLINED' then '出差' else '' end,
              case when :over then timestamptz '2026-01-02' end,
              case when :over then 'x' end, case when :over then 'x' end,
              cast(:article as text), case when :over then '不能到场' end
            from dispatch.issued_task t, supervisor.supervisor s
            where t.number = :task and s.card = :card
            """)
        .param("id", id)
        .param("seat", seat)
        .param("state", state)
        .param("over", over)
        .param("article", state.equals("WITHDRAWN") ? "14" : null, Types.VARCHAR)
        .param("document", "督派〔2026〕" + plan.toString().substring(0, 4) + ++documents + "号")
        .param("task", task)
        .param("card", card)
        .update();
    return id;
  }

  /** Nobody but those who plan may know the names of the task before a moment. */
  OrdersFixture sealed(String task, String until) {
    sql.sql("update dispatch.issued_task set names_at = ? where number = ?")
        .params(OffsetDateTime.parse(until), task)
        .update();
    return this;
  }

  /** The task was called off before it began. */
  OrdersFixture cancelled(String task) {
    sql.sql(
            """
            update dispatch.issued_task set cancelled_at = now(), cancelled_by = 'x',
              cancel_reason = '停考' where number = ?
            """)
        .param(task)
        .update();
    return this;
  }
}
