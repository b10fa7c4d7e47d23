package cn.dudao.regulation;

import cn.dudao.platform.text.TextLimit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 法规参数: every number and choice that decisions are taken with. Those that the regulation fixes
 * cannot be changed; the others are the bureau's own and are never cited as law.
 */
public enum Parameter {
  /** A file for the command line may set it lower: stricter than the law is lawful. */
  MOST_IN_A_ROW(
      "mostInARow", "同一单位连续督导次数上限", "19", true, "督导员在同一被督导单位最多连续督导的次数。", "3", number("次", 1, 3)),
  CARD_VALIDITY_YEARS(
      "cardValidityYears", "证卡有效期", "5", true, "自发证之日起计算，期满次日起不再委派。", "3", number("年", 3, 3)),
  ROTATION_READING(
      "rotationReading",
      "轮换“连续三次”的理解",
      "19",
      false,
      "原文没有写明按谁的次序数“连续”；默认两种都须符合，任何理解下方案都合规。",
      "BOTH",
      choice("UNIT", "按单位的督导次序", "OWN", "按督导员本人的督导次序", "BOTH", "两种次序都须符合")),
  TEAM_SIZE("teamSize", "每项任务督导员人数", "", false, "批次未写明督导人数时采用。", "2", number("人", 1, 20)),
  EMPLOYMENT_YEARS(
      "employmentYears",
      "曾在该单位任职的回避年限",
      "18",
      false,
      "离开该单位不满此年限的，不委派督导该单位；0 表示离开后即不回避。",
      "2",
      number("年", 0, 50)),
  NO_ASSESSMENT(
      "noAssessment",
      "领证满一年仍无年度考核",
      "10",
      false,
      "领证不满一年的视为尚未考核，可以委派；满一年仍无考核结果的按此办理。",
      "EXCLUDE",
      choice("EXCLUDE", "不予委派", "WARN", "可以委派并提示")),
  EXPIRY_WARNING_DAYS(
      "expiryWarningDays", "证卡到期提前提示天数", "5", false, "证卡到期前多少天开始提示。", "90", number("天", 0, 1095)),
  ANNOUNCE_DAYS(
      "announceDays",
      "提前通知机构的天数",
      "",
      false,
      "督导通知在任务前多少天让机构看到；不预先通知的任务到当天才可见。",
      "3",
      number("天", 0, 60)),
  ANSWER_HOURS(
      "answerHours",
      "督导员回执期限",
      "",
      false,
      "委派通知送达后多少小时内应当回执，逾期列入经办人员待办。",
      "24",
      number("小时", 1, 720)),
  REMINDER_HOURS(
      "reminderHours", "回执到期前提醒", "", false, "回执期限前多少小时提醒尚未回执的督导员。", "8", number("小时", 0, 720)),
  RATIFY_HOURS(
      "ratifyHours", "应急改派补批期限", "", false, "任务当天应急改派后，负责人应在多少小时内补批。", "24", number("小时", 1, 240)),
  RECUSAL_ASK_DAYS(
      "recusalAskDays",
      "申请回避的提前天数",
      "18",
      false,
      "机构、申请鉴定人员在任务前不足此天数提出的，标明“提出较晚”，由负责人酌情决定。",
      "1",
      number("天", 0, 60)),
  RECUSAL_ASK_MOST(
      "recusalAskMost",
      "一年内申请回避的提示次数",
      "18",
      false,
      "同一申请人一年内提出超过此次数的，标明“提出较多”，由负责人酌情决定。",
      "3",
      number("次", 1, 100)),
  URBAN_CORE(
      "urbanCore",
      "市内区",
      "",
      false,
      "常驻区县与任务区县都在其中的，按市内区之间计交通代价。填写六位行政区划代码，用逗号分隔。",
      "410102,410103,410104,410105,410108,410171,410172",
      Shape.DIVISIONS),
  WEIGHT_OPEN("weightOpen", "缺一名督导员的代价", "", false, "越大越优先补足人数。", "10000", weight()),
  WEIGHT_BALANCE("weightBalance", "工作量不均的代价", "", false, "越大工作量越平均。", "1", weight()),
  GRADE_EXCELLENT("gradeExcellent", "每半天代价：优秀", "10", false, "数值越小越优先委派。", "0", weight()),
  GRADE_PASS("gradePass", "每半天代价：合格", "10", false, "数值越小越优先委派。", "3", weight()),
  GRADE_NONE("gradeNone", "每半天代价：尚未考核", "10", false, "数值越小越优先委派。", "4", weight()),
  GRADE_BASIC("gradeBasic", "每半天代价：基本合格", "10", false, "数值越小越优先委派。", "8", weight()),
  EXPERTISE_NEAR("expertiseNear", "代价：相近职业", "", false, "任务职业与本人熟悉职业的编码前两段相同。", "2", weight()),
  EXPERTISE_FAR("expertiseFar", "代价：不熟悉的职业", "", false, "任务职业与本人熟悉职业都不相近。", "5", weight()),
  TRAVEL_CORE("travelCore", "代价：市内区之间", "", false, "常驻区县与任务区县不同，但都在市内区。", "3", weight()),
  TRAVEL_FAR("travelFar", "代价：其他区县之间", "", false, "常驻区县与任务区县不同，且不都在市内区。", "6", weight()),
  WEIGHT_PAIRS("weightPairs", "重复搭档的代价", "", false, "同样两人在一个方案中反复搭档。", "3", weight()),
  WEIGHT_CHANGE("weightChange", "改派一人的代价", "", false, "重新编排时，越大越少变动已排好的人员。", "200", weight()),
  KEEP_UNSAVED_IMPORTS(
      "keepUnsavedImports",
      "未保存的导入文件保留天数",
      "",
      false,
      "上传后没有保存的导入，到期视为放弃，文件内容每晚清理；文件名和校验值保留。",
      "30",
      keeping()),
  KEEP_SAVED_IMPORTS(
      "keepSavedImports",
      "已保存的导入文件保留天数",
      "",
      false,
      "已保存的导入文件是登记来源的凭据，自保存之日起计算，到期清理文件内容。",
      "1095",
      keeping()),
  KEEP_ERROR_COPIES(
      "keepErrorCopies", "导入校验结果保留天数", "", false, "带校验结果的文件副本，自上传之日起计算。", "30", keeping()),
  KEEP_KNOWN_DEVICES(
      "keepKnownDevices", "常用设备保留天数", "", false, "超过此天数没有登录过的浏览器，不再算作常用设备。", "180", keeping()),
  KEEP_FINISHED_JOBS(
      "keepFinishedJobs", "后台处理记录保留天数", "", false, "已结束的导入、编排等后台处理的进度记录。", "90", keeping());

  /** What a value looks like. */
  public enum Kind {
    /** A whole number between {@link Parameter#least()} and {@link Parameter#most()}. */
    NUMBER,
    /** One of {@link Parameter#choices()}. */
    CHOICE,
    /** Six-digit division codes separated by commas, at least one. */
    LIST
  }

  private record Shape(Kind kind, String unit, int least, int most, Map<String, String> choices) {

    static final Shape DIVISIONS = new Shape(Kind.LIST, "", 0, 0, Map.of());
  }

  public static final TextLimit VALUE_LIMIT = new TextLimit("数值", 2000);

  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern DIVISION_LIST = Pattern.compile("[0-9]{6}(,[0-9]{6})*");

  private final String key;
  private final String title;
  private final String article;
  private final boolean fixedByRegulation;
  private final String meaning;
  private final String standard;
  private final Shape shape;

  Parameter(
      String key,
      String title,
      String article,
      boolean fixedByRegulation,
      String meaning,
      String standard,
      Shape shape) {
    this.key = key;
    this.title = title;
    this.article = article;
    this.fixedByRegulation = fixedByRegulation;
    this.meaning = meaning;
    this.standard = standard;
    this.shape = shape;
  }

  private static Shape number(String unit, int least, int most) {
    return new Shape(Kind.NUMBER, unit, least, most, Map.of());
  }

  /** A weight of the objective; the limit keeps its sums far from overflow. */
  private static Shape weight() {
    return number("", 0, 1_000_000);
  }

  /** For how many days something is kept. */
  private static Shape keeping() {
    return new Shape(Kind.NUMBER, "天", 1, 3650, Map.of());
  }

  private static Shape choice(String... valuesAndLabels) {
    Map<String, String> choices = new LinkedHashMap<>();
    for (int i = 0; i < valuesAndLabels.length; i += 2) {
      choices.put(valuesAndLabels[i], valuesAndLabels[i + 1]);
    }
    return new Shape(Kind.CHOICE, "", 0, 0, choices);
  }

  /** The name in files ({@code plan.json}, {@code --parameters}). */
  public String key() {
    return key;
  }

  /** What the office calls it. */
  public String title() {
    return title;
  }

  /** The article that the parameter serves, or "". */
  public String article() {
    return article;
  }

  public boolean fixedByRegulation() {
    return fixedByRegulation;
  }

  /** What it does, in one Chinese sentence or two. */
  public String meaning() {
    return meaning;
  }

  /** The value until the bureau chooses another one. */
  public String standard() {
    return standard;
  }

  /** Whether plans are made with it; the others are of the office's housekeeping. */
  public boolean concernsPlans() {
    return compareTo(KEEP_UNSAVED_IMPORTS) < 0;
  }

  public Kind kind() {
    return shape.kind();
  }

  /** The values to choose from, in order; empty where it is not a choice. */
  public List<String> choices() {
    return List.copyOf(shape.choices().keySet());
  }

  /** What a choice is called; the value itself where there is no name for it. */
  public String choiceLabel(String choice) {
    return shape.choices().getOrDefault(choice, choice);
  }

  /** 人, 年, 天, 次 or "". */
  public String unit() {
    return shape.unit();
  }

  /** The smallest number. */
  public int least() {
    return shape.least();
  }

  /** The largest number. */
  public int most() {
    return shape.most();
  }

  /** A value as a person reads it: 3 年, 两种次序都须符合, 410102、410103. */
  public String shown(String value) {
    return switch (kind()) {
      case NUMBER -> unit().isEmpty() ? value : value + " " + unit();
      case CHOICE -> choiceLabel(value);
      case LIST -> value.replace(",", "、");
    };
  }

  /**
   * What is wrong with a value, in one Chinese sentence; empty if it may be used. The one place
   * where values are checked: for the screen, for files and before saving.
   */
  public Optional<String> problemOf(String value) {
    return switch (kind()) {
      case NUMBER -> {
        boolean fits =
            WHOLE_NUMBER.matcher(value).matches()
                && Integer.parseInt(value) >= least()
                && Integer.parseInt(value) <= most();
        yield fits ? Optional.empty() : Optional.of(title + "：" + wanted());
      }
      case CHOICE ->
          shape.choices().containsKey(value)
              ? Optional.empty()
              : Optional.of(title + "：只能是 " + String.join("、", choices()) + " 之一");
      case LIST ->
          DIVISION_LIST.matcher(value).matches()
              ? VALUE_LIMIT.called(title).problemOf(value)
              : Optional.of(title + "：应为六位行政区划代码，多个代码用逗号分隔");
    };
  }

  private String wanted() {
    return least() == most()
        ? "法规规定为 " + least() + "，不能改变"
        : "应为 " + least() + " 至 " + most() + " 之间的整数";
  }

  public static Optional<Parameter> byKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }
}
