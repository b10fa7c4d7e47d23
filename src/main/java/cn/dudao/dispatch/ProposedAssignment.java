package cn.dudao.dispatch;

/**
 * 拟委派: one person for one seat of one task, not yet issued.
 *
 * @param task 任务号
 * @param card 证卡编号
 * @param role 组长 or 组员
 */
public record ProposedAssignment(String task, String card, Role role) {}
