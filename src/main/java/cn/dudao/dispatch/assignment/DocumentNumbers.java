package cn.dudao.dispatch.assignment;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 发文字号: running numbers by series and year. Taken in the transaction that uses them, so none is
 * lost or used twice.
 */
@Component
public class DocumentNumbers {

  /** What a number is taken for. */
  public enum Series {
    /** 委派通知书, to the supervisor. */
    DISPATCH("督派"),
    /** 督导通知, to the institution. */
    ANNOUNCEMENT("督通");

    private final String word;

    Series(String word) {
      this.word = word;
    }
  }

  private final JdbcClient sql;

  DocumentNumbers(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * The next numbers of a series, as they are written: 督派〔2026〕12号.
   *
   * @param count how many, at least 1
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<String> take(Series series, int year, int count) {
    int last =
        sql.sql(
                """
                insert into dispatch.document_number (series, year, last_number)
                values (:series, :year, :count)
                on conflict (series, year)
                  do update set last_number = document_number.last_number + :count
                returning last_number
                """)
            .param("series", series.name())
            .param("year", year)
            .param("count", count)
            .query(Integer.class)
            .single();
    List<String> result = new ArrayList<>();
    for (int number = last - count + 1; number <= last; number++) {
      result.add("%s〔%d〕%d号".formatted(series.word, year, number));
    }
    return result;
  }
}
