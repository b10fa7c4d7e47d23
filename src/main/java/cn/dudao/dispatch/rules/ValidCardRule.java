package cn.dudao.dispatch.rules;

import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;

/** 第五条: 考试合格后颁发《职业技能鉴定质量督导员》证卡，有效期为三年；任务当日证卡须在有效期内。 */
@Article("5")
public final class ValidCardRule implements StaticRule {

  @Override
  public String key() {
    return "5";
  }

  @Override
  public String title() {
    return "证卡有效期";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    LocalDate day = question.task().date();
    return !day.isBefore(question.supervisor().issuedOn()) && !day.isAfter(lastDay(question));
  }

  @Override
  public Ruling on(AssignmentCase question) {
    LocalDate day = question.task().date();
    LocalDate issued = question.supervisor().issuedOn();
    LocalDate last = lastDay(question);
    Fact[] facts = {
      new Fact("证卡编号", question.supervisor().card()),
      new Fact("发证日期", issued.toString()),
      new Fact("证卡有效期至", last.toString()),
      new Fact("任务日期", day.toString())
    };
    if (permits(question)) {
      return Ruling.permit(key(), "5", "证卡有效期至 %s，任务日期 %s".formatted(last, day), day, facts);
    }
    return day.isBefore(issued)
        ? Ruling.refuse(key(), "5", "证卡 %s 才发证，任务日期 %s".formatted(issued, day), day, facts)
        : Ruling.refuse(key(), "5", "证卡有效期至 %s，任务日期 %s".formatted(last, day), day, facts);
  }

  /** The printed end, but never later than the law allows. */
  private static LocalDate lastDay(AssignmentCase question) {
    QualitySupervisor supervisor = question.supervisor();
    LocalDate lawful =
        QualitySupervisor.lastValidDay(
            supervisor.issuedOn(), question.parameters().number(Parameter.CARD_VALIDITY_YEARS));
    return supervisor.validUntil().isBefore(lawful) ? supervisor.validUntil() : lawful;
  }
}
