package cn.dudao.dispatch.rules;

import cn.dudao.regulation.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules on who may be sent, in the order in which exclusions are counted. */
public final class AssignmentRules {

  public static final StandingRule STANDING = new StandingRule();
  public static final ValidCardRule VALID_CARD = new ValidCardRule();
  public static final AnnualGradeRule ANNUAL_GRADE = new AnnualGradeRule();
  public static final DualRoleRule DUAL_ROLE = new DualRoleRule();
  public static final RecusalRule RECUSAL = new RecusalRule();
  public static final AbsenceRule ABSENCE = new AbsenceRule();
  public static final RotationRule ROTATION = new RotationRule();
  public static final OverlapRule OVERLAP = new OverlapRule();
  public static final TravelRule TRAVEL = new TravelRule();
  public static final LeaderRule LEADER = new LeaderRule();

  private static final List<StaticRule> STATIC =
      List.of(STANDING, VALID_CARD, ANNUAL_GRADE, DUAL_ROLE, RECUSAL, ABSENCE);

  /** Those that ask nothing of the task but its day. */
  static final List<StaticRule> RULES_OF_THE_DAY = List.of(STANDING, VALID_CARD, ANNUAL_GRADE);

  private static final List<AssignmentRule> ORDERED;

  static {
    List<AssignmentRule> all = new ArrayList<>(STATIC);
    all.add(ROTATION);
    all.add(OVERLAP);
    all.add(TRAVEL);
    ORDERED = List.copyOf(all);
  }

  private AssignmentRules() {}

  /** Whether a rule asks nothing of the task but its day. */
  public static boolean asksOnlyForTheDay(AssignmentRule rule) {
    return rule instanceof StaticRule && RULES_OF_THE_DAY.contains(rule);
  }

  /** The rules in their order: 8, 5, 10, 14, 18, absent, 19, overlap, travel. */
  public static List<AssignmentRule> ordered() {
    return ORDERED;
  }

  /** Those whose answer does not depend on who else is proposed for what; they come first. */
  public static List<StaticRule> staticRules() {
    return STATIC;
  }

  public static boolean permits(AssignmentCase question) {
    return firstRefusing(question).isEmpty();
  }

  /** Whether the rules that do not depend on others permit. */
  public static boolean permitsStatically(AssignmentCase question) {
    for (StaticRule each : STATIC) {
      if (!each.permits(question)) {
        return false;
      }
    }
    return true;
  }

  /** The first rule that excludes the person. */
  public static Optional<AssignmentRule> firstRefusing(AssignmentCase question) {
    for (AssignmentRule each : ORDERED) {
      if (!each.permits(question)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The ruling of the first rule that excludes the person; empty if the person may be sent. */
  public static Optional<Ruling> firstRefusal(AssignmentCase question) {
    return firstRefusing(question).map(each -> each.on(question));
  }

  /** What every rule says, in order. */
  public static List<Ruling> all(AssignmentCase question) {
    return ORDERED.stream().map(each -> each.on(question)).toList();
  }

  /** The refusals of all rules, in order. */
  public static List<Ruling> refusals(AssignmentCase question) {
    return ORDERED.stream()
        .filter(each -> !each.permits(question))
        .map(each -> each.on(question))
        .toList();
  }
}
