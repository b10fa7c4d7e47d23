package cn.dudao.supervisor;

import java.time.LocalDate;

/**
 * One line of 回避台账.
 *
 * @param today the day on which it is looked at
 */
public record GroundLine(
    RecusalGrounds.Entry entry, String supervisorName, String institutionName, LocalDate today) {

  public RecusalGround ground() {
    return entry.ground();
  }

  /** Whether it holds, in words. */
  public String state() {
    if (ground().holdsOn(today)) {
      return "有效";
    }
    LocalDate from = ground().from();
    return from != null && from.isAfter(today) ? "未开始" : "已解除";
  }

  public String tone() {
    return switch (state()) {
      case "有效" -> "act";
      case "未开始" -> "soon";
      default -> "plain";
    };
  }

  public boolean liftable() {
    return !state().equals("已解除");
  }
}
