package cn.dudao.dispatch.explanation;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.supervisor.QualitySupervisor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 未满足的任务: explains every open seat of a proposal. Made once for a proposal, then asked for tasks.
 */
public final class OpenSeats {

  private final DispatchFacts facts;
  private final DispatchProposal proposal;
  private final Bottlenecks bottlenecks;
  private final Relaxations relaxations;

  public OpenSeats(DispatchFacts facts, DispatchProposal proposal) {
    this.facts = facts;
    this.proposal = proposal;
    this.bottlenecks = new Bottlenecks(facts, proposal);
    this.relaxations = new Relaxations(facts, proposal);
  }

  /** Every task that lacks people, in the order of the facts. */
  public List<OpenSeatExplanation> all() {
    return facts.tasks().values().stream().map(this::of).flatMap(Optional::stream).toList();
  }

  /** Why the task lacks people; empty if it does not. */
  public Optional<OpenSeatExplanation> of(SupervisionTask task) {
    int missing = task.seats() - proposal.of(task.number()).size();
    if (missing <= 0) {
      return Optional.empty();
    }
    boolean leaderMissing = leaderMissing(facts, proposal, task);
    Map<String, Integer> counts = new LinkedHashMap<>();
    AssignmentRules.ordered().forEach(each -> counts.put(each.key(), 0));
    int notLeading = 0;
    List<QualitySupervisor> free = new ArrayList<>();
    for (QualitySupervisor each : facts.supervisors().values()) {
      AssignmentCase question = new AssignmentCase(each, task, facts, proposal);
      Optional<AssignmentRule> refusing = AssignmentRules.firstRefusing(question);
      if (refusing.isPresent()) {
        counts.merge(refusing.get().key(), 1, Integer::sum);
      } else if (!onTask(each, task)) {
        // With all other seats taken, only a leader can still come.
        if (leaderMissing && missing == 1 && !AssignmentRules.LEADER.permits(question)) {
          notLeading++;
        } else {
          free.add(each);
        }
      }
    }
    counts.values().removeIf(each -> each == 0);
    return Optional.of(
        new OpenSeatExplanation(
            task,
            missing,
            leaderMissing,
            facts.supervisors().size(),
            counts,
            notLeading,
            free.size(),
            free.isEmpty() ? bottlenecks.of(task) : List.of(),
            relaxations.of(task, missing, leaderMissing, free),
            sentence(task, counts, notLeading, free.size())));
  }

  private boolean onTask(QualitySupervisor supervisor, SupervisionTask task) {
    return proposal.of(task.number()).stream()
        .anyMatch(each -> each.card().equals(supervisor.card()));
  }

  /** Whether an important task has nobody yet who may lead it. */
  static boolean leaderMissing(
      DispatchFacts facts, DispatchProposal proposal, SupervisionTask task) {
    if (!task.important()) {
      return false;
    }
    for (ProposedAssignment each : proposal.of(task.number())) {
      QualitySupervisor supervisor = facts.supervisors().get(each.card());
      if (supervisor != null && supervisor.mayLeadImportantOn(task.date())) {
        return false;
      }
    }
    return true;
  }

  private String sentence(
      SupervisionTask task, Map<String, Integer> counts, int notLeading, int free) {
    List<String> parts = new ArrayList<>();
    counts.forEach((key, count) -> parts.add(count + " 人" + reason(key)));
    int assigned = proposal.of(task.number()).size();
    if (assigned > 0) {
      parts.add(assigned + " 人已在本任务");
    }
    if (notLeading > 0) {
      parts.add(notLeading + " 人可任组员但不能任重要批次组长");
    }
    if (free > 0) {
      parts.add(free + " 人可以委派");
    }
    return "%d 人：%s".formatted(facts.supervisors().size(), String.join("，", parts));
  }

  /**
   * How many people each rule excludes from a task, in words.
   *
   * @param people how many supervisors there are
   * @param counts by the key of the first rule that excludes
   * @param assigned how many are on the task already
   */
  public static String inWords(int people, Map<String, Integer> counts, int assigned) {
    List<String> parts = new ArrayList<>();
    int left = people - assigned;
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      if (each.getValue() > 0) {
        parts.add(each.getValue() + " 人" + reason(each.getKey()));
        left -= each.getValue();
      }
    }
    if (assigned > 0) {
      parts.add(assigned + " 人已在本任务");
    }
    if (left > 0) {
      parts.add(left + " 人单独可派，但不能任组长或者别处更缺");
    }
    return "%d 人：%s".formatted(people, String.join("，", parts));
  }

  private static String reason(String key) {
    return switch (key) {
      case "8" -> "停止委派或取消资格";
      case "5" -> "证卡不在有效期内";
      case "10" -> "年度考核不合格或没有考核结果";
      case "14" -> "兼任考评";
      case "18" -> "回避";
      case "absent" -> "当时不可用";
      case "19" -> "受轮换限制";
      case "overlap" -> "同一时段已有任务";
      case "travel" -> "同日在其他区县有任务，来不及赶到";
      default -> throw new IllegalArgumentException(key);
    };
  }
}
