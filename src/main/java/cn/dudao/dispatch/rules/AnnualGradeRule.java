package cn.dudao.dispatch.rules;

import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.Map;

/** 第十条: 年度考核结果作为委派的主要依据；不合格的不得委派。 */
@Article("10")
public final class AnnualGradeRule implements StaticRule {

  @Override
  public String key() {
    return "10";
  }

  @Override
  public String title() {
    return "年度考核";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    LocalDate day = question.task().date();
    return question
        .supervisor()
        .gradeCountingOn(day)
        .map(each -> each.getValue() != Grade.FAIL)
        .orElseGet(() -> day.isBefore(firstAssessmentDue(question)) || onlyWarned(question));
  }

  @Override
  public Ruling on(AssignmentCase question) {
    return question
        .supervisor()
        .gradeCountingOn(question.task().date())
        .map(each -> onGrade(question, each))
        .orElseGet(() -> onNoGrade(question));
  }

  private Ruling onGrade(AssignmentCase question, Map.Entry<Integer, Grade> counting) {
    LocalDate day = question.task().date();
    Grade grade = counting.getValue();
    String reason = "%d 年度考核%s".formatted(counting.getKey(), grade.label());
    Fact[] facts = {
      new Fact("年度考核", "%d 年：%s".formatted(counting.getKey(), grade.label())),
      new Fact("任务日期", day.toString())
    };
    return grade == Grade.FAIL
        ? Ruling.refuse(key(), "10", reason, day, facts)
        : Ruling.permit(key(), "10", reason, day, facts);
  }

  private Ruling onNoGrade(AssignmentCase question) {
    LocalDate day = question.task().date();
    LocalDate due = firstAssessmentDue(question);
    Fact[] facts = {
      new Fact("年度考核", "%d 年以前无记录".formatted(day.getYear())),
      new Fact("发证日期", question.supervisor().issuedOn().toString()),
      new Fact("领证满一年", due.toString()),
      new Fact("任务日期", day.toString())
    };
    if (day.isBefore(due)) {
      return Ruling.permit(key(), "10", "尚未考核：领证未满一年", day, facts);
    }
    return onlyWarned(question)
        ? Ruling.permit(key(), "10", "警告：领证已满一年，仍无年度考核结果", day, facts)
        : Ruling.refuse(key(), "10", "领证已满一年，仍无年度考核结果", day, facts);
  }

  private static LocalDate firstAssessmentDue(AssignmentCase question) {
    return QualitySupervisor.anniversary(question.supervisor().issuedOn(), 1);
  }

  private static boolean onlyWarned(AssignmentCase question) {
    return question.parameters().text(Parameter.NO_ASSESSMENT).equals("WARN");
  }
}
