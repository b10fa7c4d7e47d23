package cn.dudao.account;

import java.util.EnumSet;
import java.util.Set;

/** What somebody may be in the system. Rights are granted to roles, never to persons. */
public enum UserRole {
  BUREAU_OFFICER("业务经办人员", "登记、导入、制订委派方案"),
  BUREAU_LEADER("业务负责人", "审批、决定，查看全部业务"),
  SUPERVISOR("质量督导员", "查看本人任务和档案"),
  INSTITUTION_STAFF("机构工作人员", "查看本单位的通知和批次"),
  INVESTIGATOR("调查人员", "核实群众举报"),
  SYSTEM_ADMIN("系统管理员", "建立用户、维护设置；不能授权，不能查看操作记录"),
  SECURITY_ADMIN("安全管理员", "授予和收回角色；不能建立用户，不能查看操作记录"),
  AUDIT_ADMIN("审计管理员", "查看操作记录；不能建立用户，不能授权");

  /** 三员分立: no person holds two of these. */
  public static final Set<UserRole> ADMINISTRATORS =
      Set.copyOf(EnumSet.of(SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN));

  private final String label;
  private final String duty;

  UserRole(String label, String duty) {
    this.label = label;
    this.duty = duty;
  }

  /** The role in words. */
  public String label() {
    return label;
  }

  /** What the role is for, in words. */
  public String duty() {
    return duty;
  }

  /** Whether it is one of the three separated administrators. */
  public boolean administrator() {
    return ADMINISTRATORS.contains(this);
  }
}
