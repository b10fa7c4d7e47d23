package cn.dudao.dispatch.register;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 覆盖台账 的一行: one batch and how far the supervision of its tasks has come.
 *
 * @param id the address of its page
 * @param number 批次号
 * @param institution 单位代码
 * @param tasks its tasks in the period: one per day and site
 * @param planned how many of them are in a plan or issued
 * @param manned how many of them somebody is sent on or, where nothing is issued, planned for
 * @param issued how many of them somebody is sent on
 * @param accepted on how many of them everybody who is sent has accepted
 * @param done how many of them are over, with somebody sent
 * @param openSeats seats of their tasks that nobody takes
 * @param withdrawn orders that were taken back
 * @param declined orders that their persons could not follow
 * @param articles under which orders ended
 * @param gap the plan and the number of the first task with an empty seat, null if there is none
 */
public record CoverageBatch(
    UUID id,
    String number,
    String institution,
    String institutionName,
    LocalDate first,
    LocalDate last,
    int tasks,
    int planned,
    int manned,
    int issued,
    int accepted,
    int done,
    int openSeats,
    int withdrawn,
    int declined,
    List<String> articles,
    @Nullable String gap) {

  public CoverageBatch {
    articles = List.copyOf(new TreeSet<>(articles));
  }

  public String days() {
    return RotationLine.days(first, last);
  }

  public boolean covered() {
    return manned == tasks;
  }

  /** How far all of its tasks have come. */
  public Stage stage() {
    return !covered()
        ? Stage.UNCOVERED
        : done == tasks
            ? Stage.DONE
            : accepted == tasks ? Stage.ACCEPTED : issued == tasks ? Stage.ISSUED : Stage.PLANNED;
  }

  /** Where the plan says for an empty seat how many people each rule excludes; "" if none is. */
  public String gapUrl() {
    if (gap == null) {
      return "";
    }
    int space = gap.indexOf(' ');
    return "/dispatch/plans/%s/seats?task=%s"
        .formatted(
            gap.substring(0, space),
            URLEncoder.encode(gap.substring(space + 1), StandardCharsets.UTF_8));
  }

  /** 督导进度. */
  public enum Stage {
    UNCOVERED("未覆盖", "act"),
    PLANNED("已编排", "soon"),
    ISSUED("已签发", "now"),
    ACCEPTED("已接受", "done"),
    DONE("已实施", "done");

    private final String label;
    private final String tone;

    Stage(String label, String tone) {
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

  /** Why tasks or seats are left open, in words; "" if none is. */
  public String reason() {
    List<String> parts = new ArrayList<>();
    if (tasks > planned) {
      parts.add((planned == 0 ? "" : tasks - planned + " 项任务") + "尚未编入委派方案");
    }
    int empty = planned - manned;
    if (empty > 0) {
      parts.add(empty + " 项任务尚无督导员");
    }
    if (openSeats > 0) {
      parts.add("空缺 " + openSeats + " 席");
    }
    if (!parts.isEmpty() && withdrawn > 0) {
      parts.add("撤回委派 " + withdrawn + " 项" + under());
    }
    if (!parts.isEmpty() && declined > 0) {
      parts.add("不能承担 " + declined + " 项");
    }
    return String.join("；", parts);
  }

  private String under() {
    return articles.isEmpty()
        ? ""
        : "（%s）"
            .formatted(String.join("、", articles.stream().map(CoverageBatch::article).toList()));
  }

  private static String article(String number) {
    return "第" + number + "条";
  }
}
