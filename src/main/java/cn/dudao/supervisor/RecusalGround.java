package cn.dudao.supervisor;

import cn.dudao.platform.text.TextLimit;
import cn.dudao.regulation.Article;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 第十八条: 登记申报和决定的回避事由, 注明起止日期.
 *
 * @param card 证卡编号
 * @param institution 单位代码
 * @param relation what relation it is
 * @param from first day on which it holds, null if from the beginning
 * @param to last day on which it holds, null until lifted
 * @param note 说明, "" if not given
 */
@Article("18")
public record RecusalGround(
    String card,
    String institution,
    Relation relation,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    String note) {

  public static final TextLimit NOTE_LIMIT = new TextLimit("说明", 500);

  /** 关系. */
  public enum Relation {
    RELATIVE("近亲属"),
    TEACHER("师生"),
    MASTER("师徒"),
    COLLEAGUE("同事"),
    INTEREST("利害关系"),
    FORMER_EMPLOYEE("曾任职"),
    OTHER("其他");

    private final String label;

    Relation(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public boolean holdsOn(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
