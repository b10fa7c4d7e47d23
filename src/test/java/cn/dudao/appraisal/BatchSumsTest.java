package cn.dudao.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.support.RoomTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What is kept of a batch is what its sessions say, whatever happens to them. */
@RoomTest
@Transactional
class BatchSumsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 12, 5);

  @Autowired AppraisalSessions sessions;
  @Autowired JdbcClient sql;

  @BeforeEach
  void anInstitution() {
    sql.sql(
            """
            insert into institution.institution (code, name, kind, district)
            values ('BS1', '合计测试站', 'STATION', '410105')
            """)
        .update();
  }

  private static AppraisalSession session(String batch, int number, Random random) {
    return new AppraisalSession(
        batch,
        Integer.toString(number),
        "BS1",
        List.of("电工", "焊工", "车工").get(random.nextInt(3)),
        "",
        1 + random.nextInt(5),
        DAY.plusDays(random.nextInt(20)),
        HalfDays.of(HalfDay.MORNING),
        SiteKind.EXAM,
        "410105",
        "",
        random.nextBoolean() ? random.nextInt(200) : null,
        List.of(),
        null,
        random.nextInt(4) == 0);
  }

  private boolean cancelled(String batch, int number) {
    return sessions.of(batch).stream()
        .filter(each -> each.session().number().equals(Integer.toString(number)))
        .anyMatch(each -> each.cancelReason() != null);
  }

  private long differences() {
    return sql.sql(
            """
            select count(*) from appraisal.batch b
            left join (select batch, min(date) as first_day, max(date) as last_day,
                              count(*) as sessions, sum(candidates) as candidates,
                              bool_or(important) as important,
                              string_agg(distinct occupation, '、' order by occupation) as occupations
                         from appraisal.session where cancelled_at is null group by batch) s
              on s.batch = b.number
            where (b.first_day, b.last_day, b.sessions, b.candidates, b.important, b.occupations)
              is distinct from (s.first_day, s.last_day, coalesce(s.sessions, 0),
                coalesce(s.candidates, 0), coalesce(s.important, false),
                coalesce(s.occupations, ''))
            """)
        .query(Long.class)
        .single();
  }

  @Test
  void sumsFollowEveryChange() {
    var random = new Random(7);
    var by = new Actor("clerk", "王科员");
    for (int i = 0; i < 40; i++) {
      String batch = "BS-" + random.nextInt(4);
      int number = random.nextInt(5);
      var known = sessions.find(batch, Integer.toString(number)).orElse(null);
      if (known == null) {
        sessions.add(session(batch, number, random), by, "");
      } else if (random.nextBoolean() && !cancelled(batch, number)) {
        sessions.change(session(batch, number, random), known.version(), by, "");
      } else {
        sessions.cancel(batch, Integer.toString(number), known.version(), by, "停考");
      }
      assertThat(differences()).as("after step " + i).isZero();
    }
    sql.sql("delete from appraisal.session where batch = 'BS-1'").update();
    assertThat(differences()).isZero();
  }
}
