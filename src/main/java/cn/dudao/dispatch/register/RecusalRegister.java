package cn.dudao.dispatch.register;

import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.supervisor.RecusalGround;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * 第十八条: 回避台账, 推定的、申报的、决定的和申请的全部回避事由. What follows from the registers (employer, affiliated units,
 * former employment) is worked out as {@link cn.dudao.dispatch.rules.RecusalRule} does.
 */
@Article("18")
@Repository
class RecusalRegister {

  private static final String GROUNDS =
      """
      (with employer as (
         select s.card, coalesce(s.employer_code, n.code) as code
         from supervisor.supervisor s
         left join lateral (
           select min(i.code) as code from institution.institution i
           where s.employer_code is null and i.name = btrim(s.employer)
           having count(*) = 1) n on true
         where coalesce(s.employer_code, n.code) is not null
       ), ground as (
         select 'EMPLOYER' as source, card, code as institution, '工作单位' as relation,
           cast(null as date) as first, cast(null as date) as last, '' as note, '' as decision,
           cast(null as uuid) as request
         from employer
         union all
         select 'AFFILIATE', e.card, i.parent_code, '工作单位的上级单位', null, null, '', '', null
         from employer e join institution.institution i on i.code = e.code
         where i.parent_code is not null
         union all
         select 'AFFILIATE', e.card, i.code, '工作单位的下级单位', null, null, '', '', null
         from employer e join institution.institution i on i.parent_code = e.code
         union all
         select 'AFFILIATE', e.card, i.code, '与工作单位同一上级', null, null, '', '', null
         from employer e join institution.institution w on w.code = e.code
           join institution.institution i on i.parent_code = w.parent_code and i.code <> w.code
         union all
         select 'FORMER', f.card, f.institution_code, '曾任职', null,
           cast(f.until_date + make_interval(years => :years) as date),
           coalesce('任职至 ' || f.until_date, '离职日期不详'), '', null
         from supervisor.former_employment f
         union all
         select g.source, g.card, g.institution_code, g.relation, g.from_date, g.to_date, g.note,
           '', null
         from supervisor.recusal_ground g
         union all
         select 'REQUEST', r.card, r.institution, r.relation,
           cast(r.asked_at at time zone 'Asia/Shanghai' as date), r.holds_until,
           coalesce(r.decision_reason, ''), r.state, r.id
         from dispatch.recusal_request r
       )
       select g.*, s.name, i.name as institution_name,
         case when g.decision <> '' then g.decision
           when g.last < :today then 'OVER' when g.first > :today then 'LATER'
           else 'HOLDS' end as state,
         g.source || ' ' || g.card || ' ' || g.institution || ' ' || g.relation || ' '
           || coalesce(cast(g.first as text), '') || ' ' || coalesce(cast(g.last as text), '')
           || coalesce(cast(g.request as text), '') as key
       from ground g
       join supervisor.supervisor s on s.card = g.card
       join institution.institution i on i.code = g.institution) c
      """;

  private static final ListSql LIST =
      ListSql.of("c.*", GROUNDS, "c.key", "text")
          .sortable("supervisor", "c.name", "text")
          .sortable("institution", "c.institution_name", "text")
          .sortable("from", "coalesce(c.first, date '0001-01-01')", "date")
          .sortable("to", "coalesce(c.last, date '9999-12-31')", "date");

  private final JdbcClient sql;
  private final ParameterChanges parameters;
  private final Clock clock;

  RecusalRegister(JdbcClient sql, ParameterChanges parameters, Clock clock) {
    this.sql = sql;
    this.parameters = parameters;
    this.clock = clock;
  }

  Page<RecusalLine> list(ListQuery query) {
    return LIST.page(sql, query, conditions(query), (row, number) -> line(row));
  }

  /** Every ground that the filter shows, in the caller's transaction. */
  void each(ListQuery query, Consumer<RecusalLine> reader) {
    LIST.each(sql, query, conditions(query), (row, number) -> line(row), reader);
  }

  private Conditions conditions(ListQuery query) {
    LocalDate today = LocalDate.now(clock);
    var conditions =
        new Conditions()
            .and("true", "today", today)
            .and("true", "years", parameters.on(today).number(Parameter.EMPLOYMENT_YEARS))
            .contains(query.filter("q"), "c.name", "c.card")
            .contains(query.filter("institution"), "c.institution_name", "c.institution")
            .equal("c.state", query.filter("state"))
            .equal("c.relation", query.filter("relation"));
    if (query.filter("source").equals("DERIVED")) {
      conditions.and("c.source in ('EMPLOYER', 'AFFILIATE', 'FORMER')");
    } else {
      conditions.equal("c.source", query.filter("source"));
    }
    return conditions;
  }

  private static RecusalLine line(ResultSet row) throws SQLException {
    String relation = row.getString("relation");
    return new RecusalLine(
        row.getString("card"),
        row.getString("name"),
        row.getString("institution"),
        row.getString("institution_name"),
        RecusalLine.Source.valueOf(row.getString("source")),
        Arrays.stream(RecusalGround.Relation.values())
            .filter(each -> each.name().equals(relation))
            .findFirst()
            .map(RecusalGround.Relation::label)
            .orElse(relation),
        row.getObject("first", LocalDate.class),
        row.getObject("last", LocalDate.class),
        row.getString("note"),
        RecusalLine.State.valueOf(row.getString("state")),
        row.getObject("request", UUID.class));
  }
}
