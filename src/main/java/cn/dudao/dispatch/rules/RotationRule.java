package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Parameters;
import cn.dudao.regulation.Ruling;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 第十九条: 质量督导员实行轮换制度。质量督导员在同一个被督导单位连续从事督导工作不能超过三次。
 *
 * <p>Only runs that end with a visit that the plan brings are charged; see
 * docs/readings/19-rotation.md.
 */
@Article("19")
public final class RotationRule implements AssignmentRule {

  /** The regulation's own limit: a parameter can make it stricter, never laxer. */
  private static final int LAWFUL_LIMIT = 3;

  @Override
  public String key() {
    return "19";
  }

  @Override
  public String title() {
    return "轮换";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return broken(question) == null;
  }

  @Override
  public Ruling on(AssignmentCase question) {
    RotationRun run = broken(question);
    return run == null ? permit(question) : refuse(question, run);
  }

  private Ruling permit(AssignmentCase question) {
    int unit = inARow(question, RotationRun.Reading.UNIT);
    int own = inARow(question, RotationRun.Reading.OWN);
    int limit = limit(question.parameters());
    return Ruling.permit(
        key(),
        "19",
        "本单位连续第 %d 次，上限 %d 次".formatted(Math.max(unit, own), limit),
        question.task().date(),
        new Fact("被督导单位", Wording.institution(question.facts(), question.task().institution())),
        new Fact(RotationRun.Reading.UNIT.label(), "连续第 %d 次".formatted(unit)),
        new Fact(RotationRun.Reading.OWN.label(), "连续第 %d 次".formatted(own)),
        new Fact("连续督导上限", limit + " 次"));
  }

  private Ruling refuse(AssignmentCase question, RotationRun run) {
    List<Fact> facts = facts(question.facts(), run);
    String reason =
        run.contains(question.facts().occasions().of(question.task()))
            ? "%s连续督导该单位将达 %d 次，上限 %d 次".formatted(run.reading().label(), run.length(), run.limit())
            : "会使本人%s连续督导 %s 达 %d 次，上限 %d 次"
                .formatted(
                    run.reading().label(),
                    Wording.institution(question.facts(), run.institution()),
                    run.length(),
                    run.limit());
    return new Ruling(key(), "19", false, reason, facts, question.task().date());
  }

  /** The ruling of the check on a run that is too long. */
  public Ruling onRun(DispatchFacts facts, RotationRun run) {
    return new Ruling(
        key(),
        "19",
        !run.tooLong(),
        "%s连续督导该单位 %d 次，上限 %d 次".formatted(run.reading().label(), run.length(), run.limit()),
        facts(facts, run),
        run.visits().getLast().date());
  }

  private static List<Fact> facts(DispatchFacts facts, RotationRun run) {
    List<Fact> result = new ArrayList<>();
    result.add(new Fact("被督导单位", Wording.institution(facts, run.institution())));
    for (int i = 0; i < run.visits().size(); i++) {
      Visit visit = run.visits().get(i);
      result.add(
          new Fact(
              "第 %d 次".formatted(i + 1),
              "%s %s（%s）"
                  .formatted(
                      visit.date(), visit.number(), visit.plannedOn() == null ? "历史" : "本方案")));
    }
    result.add(new Fact("连续督导上限", run.limit() + " 次"));
    return result;
  }

  /**
   * How many times in a row the person is at the unit, in one order, if sent: the length of the run
   * that ends with the task's occasion.
   */
  public int inARow(AssignmentCase question, RotationRun.Reading reading) {
    Occasion here = question.facts().occasions().of(question.task());
    Visits visits = Visits.with(question);
    List<RotationRun> runs =
        reading == RotationRun.Reading.UNIT
            ? runsAt(question.facts(), visits, question.task().institution())
            : runsInOwnOrder(question.facts(), visits);
    return runs.stream()
        .filter(each -> each.last() == here)
        .findFirst()
        .map(RotationRun::length)
        .orElse(0);
  }

  /**
   * All runs of one person that a proposal makes too long, each with its last visit in the plan.
   */
  public List<RotationRun> tooLong(DispatchFacts facts, DispatchProposal proposal, String card) {
    return tooLong(facts, Visits.of(facts, proposal, card), null);
  }

  /** The run that sending the person would make too long, null if there is none. */
  private static @Nullable RotationRun broken(AssignmentCase question) {
    if (!visitsUnitOtherwise(question)) {
      return null;
    }
    Occasion here = question.facts().occasions().of(question.task());
    List<RotationRun> after = tooLong(question.facts(), Visits.with(question), here);
    if (after.isEmpty()) {
      return null;
    }
    Optional<RotationRun> through = after.stream().filter(each -> each.contains(here)).findFirst();
    if (through.isPresent()) {
      return through.get();
    }
    // A further day of an occasion can move it forward in the person's own order, out of the
    // place where it parted two runs at another unit.
    List<RotationRun> before = tooLong(question.facts(), Visits.without(question), null);
    return after.stream()
        .filter(each -> before.stream().noneMatch(each::endsLike))
        .findFirst()
        .orElse(null);
  }

  /** Whoever comes to a unit for the only time makes no run longer anywhere. */
  private static boolean visitsUnitOtherwise(AssignmentCase question) {
    String card = question.supervisor().card();
    String unit = question.task().institution();
    for (PastSupervision each : question.facts().historyOf(card)) {
      if (each.institution().equals(unit)) {
        return true;
      }
    }
    for (ProposedAssignment each : question.others().ofSupervisor(card)) {
      SupervisionTask task = question.facts().tasks().get(each.task());
      if (task != null
          && task.institution().equals(unit)
          && !task.number().equals(question.task().number())) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param here if given, only the unit of this occasion is looked at in the units' order: no other
   *     unit is concerned
   */
  private static List<RotationRun> tooLong(
      DispatchFacts facts, Visits visits, @Nullable Occasion here) {
    List<String> units = here == null ? visits.institutions() : List.of(here.institution());
    List<RotationRun> result = new ArrayList<>();
    for (String unit : units) {
      result.addAll(runsAt(facts, visits, unit));
    }
    result.addAll(runsInOwnOrder(facts, visits));
    result.removeIf(each -> !each.tooLong() || !applies(facts, each));
    return result;
  }

  private static boolean applies(DispatchFacts facts, RotationRun run) {
    String reading =
        facts.parameters().on(chargedOn(run.visits().getLast())).text(Parameter.ROTATION_READING);
    return reading.equals("BOTH") || reading.equals(run.reading().name());
  }

  /** The runs that end with a visit of the plan to one unit, in the order of its occasions. */
  private static List<RotationRun> runsAt(DispatchFacts facts, Visits visits, String unit) {
    List<RotationRun> result = new ArrayList<>();
    List<Visit> run = new ArrayList<>();
    for (Visit each : visits.at(unit)) {
      if (!run.isEmpty() && visits.interrupted(run.getLast().occasion(), each.occasion())) {
        run.clear();
      }
      run.add(each);
      chargeTo(result, facts, RotationRun.Reading.UNIT, run);
    }
    return result;
  }

  private static List<RotationRun> runsInOwnOrder(DispatchFacts facts, Visits visits) {
    List<RotationRun> result = new ArrayList<>();
    List<Visit> run = new ArrayList<>();
    for (Visit each : visits.inOwnOrder()) {
      if (!run.isEmpty()
          && !run.getLast().occasion().institution().equals(each.occasion().institution())) {
        run.clear();
      }
      run.add(each);
      chargeTo(result, facts, RotationRun.Reading.OWN, run);
    }
    return result;
  }

  /** The past is shown, but never charged: only a visit of the plan can end a run that counts. */
  private static void chargeTo(
      List<RotationRun> result, DispatchFacts facts, RotationRun.Reading reading, List<Visit> run) {
    if (run.getLast().plannedOn() != null) {
      result.add(
          new RotationRun(reading, run, limit(facts.parameters().on(chargedOn(run.getLast())))));
    }
  }

  /** The day whose parameters decide: that of the person's first task of the plan there. */
  private static LocalDate chargedOn(Visit visit) {
    return Objects.requireNonNull(visit.plannedOn(), "a visit of the past is never charged");
  }

  /** How many times in a row are permitted while these parameters hold. */
  public static int limit(Parameters parameters) {
    return Math.min(LAWFUL_LIMIT, parameters.number(Parameter.MOST_IN_A_ROW));
  }
}
