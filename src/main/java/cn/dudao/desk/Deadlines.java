package cn.dudao.desk;

import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 第五条: 列出即将到期的证卡, 提前的天数由参数决定. */
@Repository
@Article("5")
public class Deadlines {

  private final JdbcClient database;
  private final ParameterChanges parameters;

  Deadlines(JdbcClient database, ParameterChanges parameters) {
    this.database = database;
    this.parameters = parameters;
  }

  /**
   * A card that ends soon.
   *
   * @param card 证卡编号
   * @param name 姓名
   * @param validUntil its last valid day
   */
  public record ExpiringCard(String card, String name, LocalDate validUntil) {}

  /** How many days ahead a card is warned of. */
  public int warningDays(LocalDate today) {
    return parameters.on(today).number(Parameter.EXPIRY_WARNING_DAYS);
  }

  /** How many cards are valid today and end within the warning time. */
  public int expiring(LocalDate today) {
    return expiring(today, warningDays(today));
  }

  /** The same, where the warning time is known already. */
  int expiring(LocalDate today, int days) {
    return database
        .sql("select count(*) from supervisor.supervisor where valid_until between :today and :end")
        .param("today", today)
        .param("end", today.plusDays(days))
        .query(Integer.class)
        .single();
  }

  /**
   * The cards that end first.
   *
   * @param days the warning time
   */
  public List<ExpiringCard> next(LocalDate today, int days, int limit) {
    return database
        .sql(
            """
            select card, name, valid_until from supervisor.supervisor
            where valid_until between :today and :end
            order by valid_until, card
            limit :limit
            """)
        .param("today", today)
        .param("end", today.plusDays(days))
        .param("limit", limit)
        .query((row, number) ->
            new ExpiringCard(
                row.getString("card"),
                row.getString("name"),
                row.getObject("valid_until", LocalDate.class)))
        .list();
  }

  /** How many cards have ended. */
  public int expired(LocalDate today) {
    return database
        .sql("select count(*) from supervisor.supervisor where valid_until < :today")
        .param("today", today)
        .query(Integer.class)
        .single();
  }
}
