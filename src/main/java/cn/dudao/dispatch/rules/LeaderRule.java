package cn.dudao.dispatch.rules;

import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Grade;
import java.time.LocalDate;
import java.util.Map;

/**
 * 重要批次的组长: 第四条所称国家级质量督导员，或第十条年度考核优秀的质量督导员。 Asked of a leader's seat only; who may not lead may
 * still be a member. A choice of the bureau, not a demand of the regulation.
 */
@Article({"4", "10"})
public final class LeaderRule implements StaticRule {

  @Override
  public String key() {
    return "leader";
  }

  @Override
  public String title() {
    return "重要批次组长";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return !question.task().important()
        || question.supervisor().mayLeadImportantOn(question.task().date());
  }

  @Override
  public Ruling on(AssignmentCase question) {
    LocalDate day = question.task().date();
    Fact[] facts = {
      new Fact("重要批次", question.task().important() ? "是" : "否"),
      new Fact("督导员类别", question.supervisor().kind().label()),
      new Fact(
          "年度考核", question.supervisor().gradeCountingOn(day).map(LeaderRule::wording).orElse("无记录"))
    };
    if (permits(question)) {
      return Ruling.permit(
          key(), "", question.task().important() ? "可任重要批次组长" : "非重要批次", day, facts);
    }
    return Ruling.refuse(key(), "", "重要批次的组长须为国家级质量督导员或年度考核优秀", day, facts);
  }

  private static String wording(Map.Entry<Integer, Grade> counting) {
    return "%d 年：%s".formatted(counting.getKey(), counting.getValue().label());
  }
}
