package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.institution.Institution;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Employment;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 第十八条: 质量督导员在执行督导任务时，必须严格执行质量督导员工作守则和考场规则，实行回避制度。 */
@Article("18")
public final class RecusalRule implements StaticRule {

  @Override
  public String key() {
    return "18";
  }

  @Override
  public String title() {
    return "回避";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return affiliationOf(question) == null
        && recentEmployment(question) == null
        && declared(question) == null;
  }

  @Override
  public Ruling on(AssignmentCase question) {
    Affiliation affiliation = affiliationOf(question);
    if (affiliation != null) {
      return onAffiliation(question, affiliation);
    }
    Employment employment = recentEmployment(question);
    if (employment != null) {
      return onEmployment(question, employment);
    }
    RecusalGround ground = declared(question);
    if (ground != null) {
      return onGround(question, ground);
    }
    LocalDate day = question.task().date();
    return Ruling.permit(
        key(),
        "18",
        "与被督导单位无回避关系",
        day,
        unit(question),
        new Fact("工作单位", question.supervisor().employer()),
        new Fact("任务日期", day.toString()));
  }

  private Ruling onAffiliation(AssignmentCase question, Affiliation affiliation) {
    return Ruling.refuse(
        key(),
        "18",
        "工作单位是被督导单位%s".formatted(affiliation.relation),
        question.task().date(),
        unit(question),
        new Fact("工作单位", Wording.institution(question.facts(), affiliation.employer)),
        new Fact("关系", "被督导单位" + affiliation.relation));
  }

  private Ruling onEmployment(AssignmentCase question, Employment employment) {
    int years = question.parameters().number(Parameter.EMPLOYMENT_YEARS);
    LocalDate until = employment.until();
    return Ruling.refuse(
        key(),
        "18",
        until == null ? "曾在被督导单位任职，离职日期不详" : "曾在被督导单位任职至 %s，未满 %d 年".formatted(until, years),
        question.task().date(),
        unit(question),
        new Fact("任职至", until == null ? "不详" : until.toString()),
        new Fact("回避年限", years + " 年"),
        new Fact("任务日期", question.task().date().toString()));
  }

  private Ruling onGround(AssignmentCase question, RecusalGround ground) {
    return Ruling.refuse(
        key(),
        "18",
        "与被督导单位有回避关系：%s".formatted(ground.relation().label()),
        question.task().date(),
        unit(question),
        new Fact("关系", ground.relation().label()),
        new Fact("起止", Wording.period(ground.from(), ground.to())),
        new Fact("说明", ground.note().isBlank() ? "未填写" : ground.note()),
        new Fact("任务日期", question.task().date().toString()));
  }

  private static Fact unit(AssignmentCase question) {
    return new Fact("被督导单位", Wording.institution(question.facts(), question.task().institution()));
  }

  /**
   * The units that the person has anything to do with on whatever day: only there need the rule be
   * asked.
   */
  public static Set<String> unitsConcerning(DispatchFacts facts, QualitySupervisor supervisor) {
    Set<String> result = new HashSet<>();
    supervisor.formerEmployments().forEach(each -> result.add(each.institution()));
    facts.groundsOf(supervisor.card()).forEach(each -> result.add(each.institution()));
    String employer = facts.employerCodeOf(supervisor);
    if (employer != null) {
      result.add(employer);
      result.addAll(facts.childrenOf(employer));
      String parent = parentOf(facts, employer);
      if (parent != null) {
        result.add(parent);
        result.addAll(facts.childrenOf(parent));
      }
    }
    return result;
  }

  private static @Nullable Affiliation affiliationOf(AssignmentCase question) {
    return affiliation(question.facts(), question.supervisor(), question.task().institution());
  }

  /** The present employer is the unit or belongs with it. */
  private static @Nullable Affiliation affiliation(
      DispatchFacts facts, QualitySupervisor supervisor, String unit) {
    String employer = facts.employerCodeOf(supervisor);
    if (employer == null) {
      return null;
    }
    if (employer.equals(unit)) {
      return new Affiliation(employer, "本身");
    }
    String above = parentOf(facts, unit);
    if (employer.equals(above)) {
      return new Affiliation(employer, "的上级单位");
    }
    String aboveEmployer = parentOf(facts, employer);
    if (unit.equals(aboveEmployer)) {
      return new Affiliation(employer, "的下级单位");
    }
    if (above != null && above.equals(aboveEmployer)) {
      return new Affiliation(employer, "同一上级的其他下级单位");
    }
    return null;
  }

  private static @Nullable String parentOf(DispatchFacts facts, String code) {
    Institution known = facts.institutions().get(code);
    String parent = known == null ? null : known.parentCode();
    return parent == null || parent.isBlank() ? null : parent;
  }

  /** An unknown last day counts as recent: recusal is to be on the safe side. */
  private static @Nullable Employment recentEmployment(AssignmentCase question) {
    if (question.supervisor().formerEmployments().isEmpty()) {
      return null;
    }
    LocalDate since =
        question.task().date().minusYears(question.parameters().number(Parameter.EMPLOYMENT_YEARS));
    for (Employment each : question.supervisor().formerEmployments()) {
      boolean recent = each.until() == null || !each.until().isBefore(since);
      if (recent && each.institution().equals(question.task().institution())) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable RecusalGround declared(AssignmentCase question) {
    for (RecusalGround each : question.facts().groundsOf(question.supervisor().card())) {
      if (each.institution().equals(question.task().institution())
          && each.holdsOn(question.task().date())) {
        return each;
      }
    }
    return null;
  }

  /** What the employer is to the unit. */
  private record Affiliation(String employer, String relation) {}
}
