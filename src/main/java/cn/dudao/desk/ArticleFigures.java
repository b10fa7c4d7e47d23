package cn.dudao.desk;

import cn.dudao.dispatch.register.Coverage;
import cn.dudao.dispatch.register.CoverageLine;
import cn.dudao.regulation.LiveFigure;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures on the pages of 法规依据 that show how an article is being carried out. */
@Configuration(proxyBeanMethods = false)
class ArticleFigures {

  private record Figure(String article, String label, Supplier<String> now, String page)
      implements LiveFigure {

    @Override
    public String value() {
      return now.get();
    }
  }

  private final JdbcClient database;
  private final Clock clock;

  ArticleFigures(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private String count(String sql, Map<String, ?> values, String unit) {
    return database.sql(sql).params(values).query(Long.class).single() + " " + unit;
  }

  @Bean
  LiveFigure institutionsUnderSupervision() {
    return new Figure(
        "2",
        "被督导单位",
        () -> count("select count(*) from institution.institution", Map.of(), "个"),
        "/institutions");
  }

  @Bean
  LiveFigure nationalSupervisors() {
    return new Figure(
        "4",
        "国家级质量督导员",
        () ->
            count(
                "select count(*) from supervisor.supervisor where kind = 'NATIONAL'",
                Map.of(),
                "人"),
        "/supervisors");
  }

  @Bean
  LiveFigure validCards() {
    return new Figure(
        "5",
        "今天有效的证卡",
        () ->
            count(
                "select count(*) from supervisor.supervisor "
                    + "where :today between issued_on and valid_until",
                Map.of("today", today()),
                "张"),
        "/supervisors");
  }

  @Bean
  LiveFigure expiringCards(Deadlines deadlines) {
    return new Figure(
        "5", "即将到期的证卡", () -> deadlines.expiring(today()) + " 张", "/supervisors?state=EXPIRING");
  }

  @Bean
  LiveFigure expiredCards(Deadlines deadlines) {
    return new Figure(
        "5", "已到期的证卡", () -> deadlines.expired(today()) + " 张", "/supervisors?state=EXPIRED");
  }

  @Bean
  LiveFigure failedGrades() {
    return new Figure(
        "10",
        "最近年度考核不合格",
        () ->
            count(
                """
                select count(*) from (
                  select distinct on (card) grade from supervisor.annual_grade
                  where year < :year order by card, year desc
                ) latest where grade = 'FAIL'
                """,
                Map.of("year", today().getYear()),
                "人"),
        "/supervisors");
  }

  @Bean
  LiveFigure coveredBatches(Coverage coverage) {
    return new Figure(
        "13",
        "未来四周已覆盖的批次",
        () -> {
          CoverageLine next = coverage.total(today(), today().plusWeeks(4));
          return next.covered() + " / " + next.batches() + " 个";
        },
        "/statistics");
  }

  @Bean
  LiveFigure recusalGroundsInForce() {
    return new Figure(
        "18",
        "今天有效的回避事由",
        () ->
            count(
                """
                select count(*) from supervisor.recusal_ground
                where (from_date is null or from_date <= :today)
                  and (to_date is null or to_date >= :today)
                """,
                Map.of("today", today()),
                "项"),
        "/recusal-grounds");
  }

  @Bean
  LiveFigure suspendedSupervisors() {
    return new Figure(
        "20",
        "今天停止委派或者取消资格",
        () ->
            count(
                """
                select count(distinct card) from supervisor.standing_period
                where (from_date is null or from_date <= :today)
                  and (to_date is null or to_date >= :today)
                """,
                Map.of("today", today()),
                "人"),
        "/supervisors?state=SUSPENDED");
  }
}
