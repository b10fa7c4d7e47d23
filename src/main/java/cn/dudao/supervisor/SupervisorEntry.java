package cn.dudao.supervisor;

import cn.dudao.platform.text.TextLimit;
import org.jspecify.annotations.Nullable;

/**
 * One supervisor as the register keeps them: what rules may know, and the personal data that they
 * may not.
 *
 * @param supervisor what rules and planning may know
 * @param source 来源, null if not given
 * @param idNumber 身份证号, "" if not given; masked except where a reading says otherwise
 * @param phone 手机, likewise
 * @param sex 男, 女 or ""
 * @param remark 备注, "" if not given
 */
public record SupervisorEntry(
    QualitySupervisor supervisor,
    @Nullable SupervisorSource source,
    String idNumber,
    String phone,
    String sex,
    String remark) {

  public static final TextLimit PHONE_LIMIT = new TextLimit("手机", 40);
  public static final TextLimit REMARK_LIMIT = new TextLimit("备注", 500);

  public String card() {
    return supervisor.card();
  }

  /** Without the personal data. */
  @Override
  public String toString() {
    return "SupervisorEntry[" + card() + "]";
  }
}
