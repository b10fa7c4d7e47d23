package cn.dudao.desk;

import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small city, written straight into the tables; the desk only reads. */
final class DeskFixture {

  private final JdbcClient database;

  DeskFixture(JdbcClient database) {
    this.database = database;
  }

  DeskFixture institution(String code, String name) {
    database
        .sql(
            "insert into institution.institution (code, name, kind, district)"
                + " values (?, ?, 'STATION', '410102')")
        .params(code, name)
        .update();
    return this;
  }

  DeskFixture supervisor(String card, String name, LocalDate validUntil) {
    database
        .sql(
            """
            insert into supervisor.supervisor
              (card, name, kind, employer, district, issued_on, valid_until)
            values (?, ?, 'REGULAR', '某公司', '410102', ?, ?)
            """)
        .params(card, name, validUntil.minusYears(2), validUntil)
        .update();
    return this;
  }

  DeskFixture session(String batch, String institution, LocalDate day) {
    database
        .sql(
            "insert into appraisal.batch (number, institution_code) values (?, ?)"
                + " on conflict do nothing")
        .params(batch, institution)
        .update();
    database
        .sql(
            """
            insert into appraisal.session
              (batch, number, occupation, level, date, half_days, site_kind, district)
            values (?, ?, '电工', 4, ?, 1, 'EXAM', '410102')
            """)
        .params(batch, day.toString(), day)
        .update();
    return this;
  }

  /** A plan for one batch day with two seats and the people given. */
  DeskFixture plan(String batch, String institution, LocalDate day, String... cards) {
    UUID plan = UUID.randomUUID();
    String task = batch + "-" + day.toString().replace("-", "");
    database
        .sql(
            """
            insert into dispatch.plan
              (id, number, title, first_day, last_day, districts, batches, state, revision,
               request_key, created_by, created_by_name, created_at, changed_at)
            values (:plan, :number, '测试方案', :day, :day, '{}', '{}', 'READY', 1,
               :plan, 'x', 'x', now(), now())
            """)
        .param("plan", plan)
        .param("number", plan.toString().substring(0, 8))
        .param("day", day)
        .update();
    database
        .sql(
            """
            insert into dispatch.plan_revision
              (plan, number, kind, summary, request_key, made_by, made_by_name, made_at,
               task_count, seat_count, open_seats, cost_open, cost_balance, cost_grade,
               cost_expertise, cost_travel, cost_pairs, cost_change, first_plan_seconds, seconds,
               steps, seed, parameters, checks)
            values (:plan, 1, 'COMPUTATION', '编排', :plan, 'x', 'x', now(),
               1, 2, :open, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, '{}', '[]')
            """)
        .param("plan", plan)
        .param("open", 2 - cards.length)
        .update();
    database
        .sql(
            """
            insert into dispatch.plan_task
              (plan, number, from_revision, batch, kind, institution, institution_name, day,
               half_days, district, site, seats, important, occupation, occupation_code, level)
            values (:plan, :task, 1, :batch, 'ON_SITE_EXAM', :institution, '某站', :day,
               1, '410102', '', 2, false, '电工', '', 4)
            """)
        .param("plan", plan)
        .param("task", task)
        .param("batch", batch)
        .param("institution", institution)
        .param("day", day)
        .update();
    for (int i = 0; i < cards.length; i++) {
      seat(plan, task, day, i + 1, cards[i]);
    }
    return this;
  }

  private void seat(UUID plan, String task, LocalDate day, int seat, String card) {
    StringBuilder rulings = new StringBuilder("[");
    for (String rule :
        new String[] {"8", "5", "10", "14", "18", "absent", "19", "overlap", "travel"}) {
      rulings
          .append(rulings.length() == 1 ? "" : ",")
          .append("{\"rule\":\"" + rule + "\",\"permits\":true}");
    }
    database
        .sql(
            "insert into dispatch.plan_permission (plan, task, card, revision, rulings)"
                + " values (?, ?, ?, 1, ?::jsonb)")
        .params(plan, task, card, rulings + "]")
        .update();
    database
        .sql(
            """
            insert into dispatch.plan_assignment
              (plan, task, task_revision, card, name, seat, seats, pinned, from_revision, day,
               half_days)
            values (?, ?, 1, ?, '某人', ?, 2, false, 1, ?, 1)
            """)
        .params(plan, task, card, seat, day)
        .update();
  }
}
