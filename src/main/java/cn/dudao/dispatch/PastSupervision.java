package cn.dudao.dispatch;

import cn.dudao.platform.text.TextLimit;
import java.time.LocalDate;
import java.util.List;

/**
 * 督导历史: a supervision that took place before the system knew of it (Art. 19).
 *
 * @param institution 单位代码
 * @param date the day; a past supervision is a span of one day
 * @param task batch or inspection number
 * @param kind the form of supervision
 * @param cards 证卡编号 of those who were there
 */
public record PastSupervision(
    String institution, LocalDate date, String task, TaskKind kind, List<String> cards) {

  public static final TextLimit TASK_LIMIT = new TextLimit("任务号", 60);

  public PastSupervision {
    cards = List.copyOf(cards);
  }

  /** What tells it from others in its list: institution, day and number. */
  public String key() {
    return institution + " " + date + " " + task;
  }
}
