package cn.dudao.dispatch.assignment;

import cn.dudao.platform.text.TextLimit;
import cn.dudao.supervisor.RecusalGround;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 回避申请: somebody other than the supervisor asks that the supervisor keep away from an institution.
 *
 * @param card 证卡编号 of the person concerned
 * @param institution 单位代码
 * @param task 任务号 in question, null if it is not about one
 * @param applicant the name of a candidate or another person, "" for the institution itself
 * @param facts what is known
 * @param evidence 证据, "" if none is named
 * @param daysBefore how many days before the task it was asked for, null without a task
 * @param askDays the parameter 申请回避的提前天数 on that day
 * @param timesInYear how often this applicant has asked within a year, this time included
 * @param askMost the parameter 一年内申请回避的提示次数 on that day
 * @param holdsUntil the last day of a granted recusal, null until it is lifted
 */
public record RecusalRequest(
    UUID id,
    String card,
    String institution,
    @Nullable String task,
    Applicant applicantKind,
    String applicant,
    RecusalGround.Relation relation,
    String facts,
    String evidence,
    Instant askedAt,
    String askedById,
    String askedBy,
    @Nullable Integer daysBefore,
    int askDays,
    boolean late,
    int timesInYear,
    int askMost,
    boolean often,
    State state,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable String decisionReason,
    @Nullable LocalDate holdsUntil,
    long version) {

  public static final TextLimit APPLICANT_LIMIT = new TextLimit("申请人", 50);
  public static final TextLimit FACTS_LIMIT = new TextLimit("事实", 1000);
  public static final TextLimit EVIDENCE_LIMIT = new TextLimit("证据", 500);

  /** Who asks. */
  public enum Applicant {
    INSTITUTION("被督导单位"),
    CANDIDATE("申请鉴定人员"),
    OTHER("其他人员");

    private final String label;

    Applicant(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** What has become of it. */
  public enum State {
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

    /** How the label is coloured, see layout/label. */
    public String tone() {
      return tone;
    }
  }

  public String url() {
    return "/recusal-requests/" + id;
  }

  /** When it was asked for, measured by the parameter; "" without a task. */
  public String timeliness() {
    if (daysBefore == null) {
      return "";
    }
    return "任务前 %d 天提出（本地参数：提前 %d 天）".formatted(daysBefore, askDays);
  }

  /** How often the applicant has asked, measured by the parameter. */
  public String frequency() {
    return "一年内第 %d 次（本地参数：超过 %d 次提示）".formatted(timesInYear, askMost);
  }
}
