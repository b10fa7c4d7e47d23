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
    RELATIVE("近亲属", "本人的近亲属（配偶、父母、子女、兄弟姐妹等）在%s工作，或者参加其组织的鉴定"),
    TEACHER("师生", "本人与%s的负责人、考评人员或者申请鉴定人员有师生关系"),
    MASTER("师徒", "本人与%s的负责人、考评人员或者申请鉴定人员有师徒关系"),
    COLLEAGUE("同事", "本人与%s的负责人、考评人员或者申请鉴定人员是同事"),
    INTEREST("利害关系", "本人与%s有经济往来、兼职、培训或者纠纷等利害关系"),
    FORMER_EMPLOYEE("曾任职", "本人曾在%s任职"),
    OTHER("其他", "本人与%s有其他可能影响公正督导的情形");

    private final String label;
    private final String statement;

    Relation(String label, String statement) {
      this.label = label;
      this.statement = statement;
    }

    public String label() {
      return label;
    }

    /**
     * What a person says yes or no to.
     *
     * @param unit the unit in question, in words: a name, or 鉴定机构 for any
     */
    public String statement(String unit) {
      return statement.formatted(unit);
    }
  }

  public boolean holdsOn(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
