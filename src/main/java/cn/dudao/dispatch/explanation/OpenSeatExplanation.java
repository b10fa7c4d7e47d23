package cn.dudao.dispatch.explanation;

import cn.dudao.dispatch.SupervisionTask;
import java.util.List;
import java.util.Map;

/**
 * 未满足的原因: why a task is short of people, in numbers, and what would fill it.
 *
 * @param task the task
 * @param missing how many people it lacks
 * @param leaderMissing whether one of them is the leader that an important batch must have
 * @param people how many supervisors there are
 * @param counts layer 1: how many people each rule excludes first, in the order of the rules
 * @param notLeading how many are lawful but may not take the leader's seat that is open
 * @param free how many could take an open seat as the plan stands
 * @param bottlenecks layers 2 and 3: where tasks together have too few people
 * @param relaxations what would fill a seat, the least effort first
 * @param sentence layer 1 in one Chinese sentence
 */
public record OpenSeatExplanation(
    SupervisionTask task,
    int missing,
    boolean leaderMissing,
    int people,
    Map<String, Integer> counts,
    int notLeading,
    int free,
    List<Bottleneck> bottlenecks,
    List<Relaxation> relaxations,
    String sentence) {

  public OpenSeatExplanation {
    bottlenecks = List.copyOf(bottlenecks);
    relaxations = List.copyOf(relaxations);
  }
}
