package cn.dudao.dispatch.register;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 回避台账 的一行: one ground on which a supervisor keeps away from an institution, or was asked to.
 *
 * @param card 证卡编号
 * @param institution 单位代码
 * @param from its first day, null if it always held
 * @param to its last day, null until lifted
 * @param note what was written, or decided and why; "" if nothing
 * @param state whether it holds on the day asked
 * @param request the 回避申请 that it is, null for a ground
 */
public record RecusalLine(
    String card,
    String name,
    String institution,
    String institutionName,
    Source source,
    String relation,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    String note,
    State state,
    @Nullable UUID request) {

  /** 来源. */
  public enum Source {
    EMPLOYER("工作单位（推定）"),
    AFFILIATE("关联单位（推定）"),
    FORMER("曾任职（推定）"),
    DECLARED("本人申报"),
    ASKED("单位申请"),
    DECIDED("主管部门决定"),
    REQUEST("回避申请");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** 现况. */
  public enum State {
    HOLDS("回避中", "now"),
    LATER("尚未开始", "plain"),
    OVER("已结束", "plain"),
    OPEN("待决定", "act"),
    GRANTED("准予回避", "done"),
    REFUSED("不予回避", "plain");

    private final String label;
    private final String tone;

    State(String label, String tone) {
      this.label = label;
      this.tone = tone;
    }

    public String label() {
      return label;
    }

    public String tone() {
      return tone;
    }
  }

  /** From when until when, in words. */
  public String period() {
    return from == null && to == null
        ? "长期"
        : from == null ? "至 " + to : "自 " + from + (to == null ? " 起" : " 至 " + to);
  }
}
