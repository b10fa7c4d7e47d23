package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.regulation.Parameters;
import cn.dudao.supervisor.QualitySupervisor;

/**
 * The question that a rule answers: may this supervisor be sent on this task, given who is proposed
 * for what else?
 *
 * @param supervisor the person
 * @param task the task; its day decides which parameters hold
 * @param facts all that is known
 * @param others the proposal so far; if it already holds this person on this task, that seat is
 *     left aside
 */
public record AssignmentCase(
    QualitySupervisor supervisor,
    SupervisionTask task,
    DispatchFacts facts,
    DispatchProposal others) {

  /** The parameters in force on the day of the task. */
  public Parameters parameters() {
    return facts.parameters().on(task.date());
  }
}
