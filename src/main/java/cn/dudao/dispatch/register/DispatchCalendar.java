package cn.dudao.dispatch.register;

import cn.dudao.regulation.Article;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 任务日历, 按天统计已签发的督导任务。 Counts only, no names. */
@Article("13")
@Repository
class DispatchCalendar {

  private final JdbcClient sql;

  DispatchCalendar(JdbcClient sql) {
    this.sql = sql;
  }

  /** The month in weeks of seven days from Monday. */
  List<List<CalendarDay>> of(YearMonth month) {
    Map<LocalDate, CalendarDay.Tasks> days = tasks(month);
    List<List<CalendarDay>> weeks = new ArrayList<>();
    var day = month.atDay(1).with(DayOfWeek.MONDAY);
    while (!day.isAfter(month.atEndOfMonth())) {
      List<CalendarDay> week = new ArrayList<>();
      for (int i = 0; i < 7; i++, day = day.plusDays(1)) {
        boolean inMonth = YearMonth.from(day).equals(month);
        week.add(new CalendarDay(day, inMonth, inMonth ? tasksOf(days, day) : null));
      }
      weeks.add(List.copyOf(week));
    }
    return weeks;
  }

  private static CalendarDay.@Nullable Tasks tasksOf(
      Map<LocalDate, CalendarDay.Tasks> days, LocalDate day) {
    return days.get(day);
  }

  private Map<LocalDate, CalendarDay.Tasks> tasks(YearMonth month) {
    Map<LocalDate, CalendarDay.Tasks> result = new HashMap<>();
    sql.sql(
            """
            select day, count(*) filter (where state = 'ACCEPTED') as accepted,
                   count(*) filter (where state = 'WAITING') as waiting,
                   count(*) filter (where state = 'SHORT') as short,
                   count(*) filter (where state = 'CANCELLED') as cancelled
            from (select t.day,
                    case when t.cancelled_at is not null then 'CANCELLED'
                      when count(a.id) < t.seats then 'SHORT'
                      when count(a.id) filter (where a.state = 'ISSUED') > 0 then 'WAITING'
                      else 'ACCEPTED' end as state
                  from dispatch.issued_task t
                  left join dispatch.assignment a
                    on a.task = t.number and a.state in ('ISSUED', 'ACCEPTED')
                  where t.day between :first and :last
                  group by t.number) task
            group by day
            """)
        .param("first", month.atDay(1))
        .param("last", month.atEndOfMonth())
        .query(row -> {
          result.put(
              row.getObject("day", LocalDate.class),
              new CalendarDay.Tasks(
                  row.getInt("accepted"),
                  row.getInt("waiting"),
                  row.getInt("short"),
                  row.getInt("cancelled")));
        });
    return result;
  }
}
