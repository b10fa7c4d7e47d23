package cn.dudao.exchange;

import cn.dudao.supervisor.QualitySupervisor;

/**
 * A row of 督导员: what rules may know, and beside it what only the register keeps.
 *
 * @param supervisor the supervisor
 * @param source 来源 as the regulation's groups are worded, "" if not given
 * @param phone 手机, "" if not given
 * @param idNumber 身份证号, 18 characters, "" if not given
 * @param sex 男, 女 or ""
 * @param remark 备注, "" if not given
 */
public record SupervisorRow(
    QualitySupervisor supervisor,
    String source,
    String phone,
    String idNumber,
    String sex,
    String remark) {

  /** Without the personal data. */
  @Override
  public String toString() {
    return "SupervisorRow[" + supervisor.card() + "]";
  }
}
