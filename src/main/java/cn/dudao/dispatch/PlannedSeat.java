package cn.dudao.dispatch;

/**
 * A seat of a planned task and who takes it.
 *
 * @param task 任务号
 * @param seat from 1; the first one is the leader's
 * @param card 证卡编号
 * @param name 姓名 at that time
 * @param pinned whether computing again leaves it as it is
 */
public record PlannedSeat(String task, int seat, String card, String name, boolean pinned) {

  public Role role() {
    return seat == 1 ? Role.LEADER : Role.MEMBER;
  }

  public ProposedAssignment assignment() {
    return new ProposedAssignment(task, card, role());
  }
}
