package cn.dudao.dispatch.register;

import cn.dudao.regulation.Article;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * 第十三条: 按周、按单位统计每个批次是否都有督导员, 列出未覆盖的批次和原因.
 *
 * <p>A batch is covered when each of its days and sites has at least one supervisor, by order or,
 * where nothing is issued yet, in a plan. Asked of the sessions, orders and plans as they stand;
 * nothing is stored.
 */
@Repository
@Article("13")
public class Coverage {

  /**
   * The days and sites of the batches in the period, with the seats and people of their tasks. What
   * was issued counts before what is only planned.
   */
  static final String SITE_DAYS =
      """
      with site_day as (
        select distinct s.batch, s.date as day, s.site
        from appraisal.session s
        where s.cancelled_at is null and s.date between :from and :to
      ), planned as (
        select d.batch, d.day, d.site,
               coalesce(max(t.seats), 0) as seats, coalesce(max(a.people), 0) as people,
               count(t.number) > 0 as planned, max(t.plan || ' ' || t.number) as task
        from site_day d
        left join dispatch.plan_task t
          on t.batch = d.batch and t.day = d.day and t.site = d.site and t.to_revision is null
            and t.day between :from and :to
        left join lateral (
          select count(*) as people from dispatch.plan_assignment a
          where a.plan = t.plan and a.task = t.number and a.to_revision is null
        ) a on true
        group by d.batch, d.day, d.site
      ), ordered as (
        select d.batch, d.day, d.site, max(t.seats) as seats,
               count(a.id) filter (where a.state in ('ISSUED', 'ACCEPTED')) as people,
               count(a.id) filter (where a.state = 'ACCEPTED') as accepted,
               count(a.id) filter (where a.state = 'WITHDRAWN') as withdrawn,
               count(a.id) filter (where a.state = 'DECLINED') as declined,
               string_agg(distinct a.end_article, ',') as articles
        from site_day d
        join dispatch.issued_task t
          on t.batch = d.batch and t.day = d.day and t.site = d.site and t.cancelled_at is null
            and t.day between :from and :to
        left join dispatch.assignment a on a.task = t.number
        group by d.batch, d.day, d.site
      ), manned as (
        select p.batch, p.day, p.site, coalesce(o.seats, p.seats) as seats,
               coalesce(nullif(o.people, 0), p.people) as people,
               p.planned or o.batch is not null as planned, p.task,
               coalesce(o.people, 0) as issued, coalesce(o.accepted, 0) as accepted,
               coalesce(o.withdrawn, 0) as withdrawn, coalesce(o.declined, 0) as declined,
               coalesce(o.articles, '') as articles
        from planned p
        left join ordered o on o.batch = p.batch and o.day = p.day and o.site = p.site
      )
      """;

  private final JdbcClient database;

  Coverage(JdbcClient database) {
    this.database = database;
  }

  /** The batches of a period that are not covered, the earliest first. */
  public List<UncoveredBatch> uncovered(LocalDate from, LocalDate to, int limit) {
    return database
        .sql(
            SITE_DAYS
                + """
                select b.id, m.batch, b.institution_code, i.name, min(m.day) as first_day,
                       max(m.day) as last_day, count(*) as tasks,
                       count(*) filter (where m.planned) as planned,
                       count(*) filter (where m.people = 0) as unmanned
                from manned m
                join appraisal.batch b on b.number = m.batch
                join institution.institution i on i.code = b.institution_code
                group by b.id, m.batch, b.institution_code, i.name
                having bool_or(m.people = 0)
                order by first_day, m.batch
                limit :limit
                """)
        .param("from", from)
        .param("to", to)
        .param("limit", limit)
        .query((row, number) ->
            new UncoveredBatch(
                row.getObject("id", UUID.class),
                row.getString("batch"),
                row.getString("institution_code"),
                row.getString("name"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getInt("tasks"),
                row.getInt("planned"),
                row.getInt("unmanned")))
        .list();
  }

  /** All batches of a period together. */
  public CoverageLine total(LocalDate from, LocalDate to) {
    return lines(from, to, "''", "''", "key").stream().findFirst().orElse(CoverageLine.NONE);
  }

  /** A line for each week that has a batch, by its Monday; a batch of two weeks is in both. */
  public List<CoverageLine> byWeek(LocalDate from, LocalDate to) {
    return lines(
        from,
        to,
        "cast(cast(date_trunc('week', m.day) as date) as text)",
        "to_char(date_trunc('week', m.day), 'YYYY-MM-DD') || ' 至 ' "
            + "|| to_char(date_trunc('week', m.day) + interval '6 days', 'MM-DD')",
        "key");
  }

  /** A line for each institution that has a batch, the one with most uncovered batches first. */
  public List<CoverageLine> byInstitution(LocalDate from, LocalDate to) {
    return lines(
        from,
        to,
        "b.institution_code",
        "i.name",
        "count(*) filter (where not covered) desc, label, key");
  }

  private List<CoverageLine> lines(
      LocalDate from, LocalDate to, String key, String label, String order) {
    return database
        .sql(
            SITE_DAYS
                + """
                , batch_part as (
                  select %s as key, %s as label, m.batch, bool_and(m.people > 0) as covered,
                         sum(m.seats) as seats, sum(least(m.people, m.seats)) as filled
                  from manned m
                  join appraisal.batch b on b.number = m.batch
                  join institution.institution i on i.code = b.institution_code
                  group by 1, 2, m.batch
                )
                select key, label, count(*) as batches, count(*) filter (where covered) as covered,
                       sum(seats) as seats, sum(filled) as filled
                from batch_part
                group by key, label
                order by %s
                """
                    .formatted(key, label, order))
        .params(Map.of("from", from, "to", to))
        .query((row, number) ->
            new CoverageLine(
                row.getString("key"),
                row.getString("label"),
                row.getInt("batches"),
                row.getInt("covered"),
                row.getInt("seats"),
                row.getInt("filled")))
        .list();
  }
}
