package cn.dudao.regulation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * 法规参数: every number and choice that decisions are taken with. Those that the regulation fixes
 * cannot be changed; the others are the bureau's own and are never cited as law.
 */
public enum Parameter {
  MOST_IN_A_ROW("mostInARow", "同一单位连续督导次数上限", "19", true, "3", Kind.NUMBER),
  CARD_VALIDITY_YEARS("cardValidityYears", "证卡有效期（年）", "5", true, "3", Kind.NUMBER),
  ROTATION_READING(
      "rotationReading", "轮换“连续三次”的理解", "19", false, "BOTH", Kind.CHOICE, "UNIT", "OWN", "BOTH"),
  TEAM_SIZE("teamSize", "每项任务督导员人数", "", false, "2", Kind.NUMBER),
  EMPLOYMENT_YEARS("employmentYears", "曾在该单位任职的回避年限", "18", false, "2", Kind.NUMBER),
  NO_ASSESSMENT(
      "noAssessment", "领证满一年仍无年度考核", "10", false, "EXCLUDE", Kind.CHOICE, "EXCLUDE", "WARN"),
  EXPIRY_WARNING_DAYS("expiryWarningDays", "证卡到期提前预警（天）", "5", false, "90", Kind.NUMBER),
  URBAN_CORE(
      "urbanCore",
      "市内区（交通代价较低）",
      "",
      false,
      "410102,410103,410104,410105,410108,410171,410172",
      Kind.LIST),
  WEIGHT_OPEN("weightOpen", "缺一名督导员的代价", "", false, "10000", Kind.NUMBER),
  WEIGHT_BALANCE("weightBalance", "工作量不均的代价", "", false, "1", Kind.NUMBER),
  GRADE_EXCELLENT("gradeExcellent", "每半天代价：优秀", "10", false, "0", Kind.NUMBER),
  GRADE_PASS("gradePass", "每半天代价：合格", "10", false, "3", Kind.NUMBER),
  GRADE_NONE("gradeNone", "每半天代价：尚未考核", "10", false, "4", Kind.NUMBER),
  GRADE_BASIC("gradeBasic", "每半天代价：基本合格", "10", false, "8", Kind.NUMBER),
  EXPERTISE_NEAR("expertiseNear", "代价：同一小类以上相近的职业", "", false, "2", Kind.NUMBER),
  EXPERTISE_FAR("expertiseFar", "代价：不熟悉的职业", "", false, "5", Kind.NUMBER),
  TRAVEL_CORE("travelCore", "代价：市内区之间", "", false, "3", Kind.NUMBER),
  TRAVEL_FAR("travelFar", "代价：其他区县之间", "", false, "6", Kind.NUMBER),
  WEIGHT_PAIRS("weightPairs", "同一对督导员重复搭档的代价", "", false, "3", Kind.NUMBER),
  WEIGHT_CHANGE("weightChange", "改派一人的代价", "", false, "200", Kind.NUMBER);

  /** What a value looks like. */
  public enum Kind {
    /** A whole number, 0 or more. */
    NUMBER,
    /** One of {@link Parameter#choices()}. */
    CHOICE,
    /** Six-digit division codes separated by commas. */
    LIST
  }

  private final String key;
  private final String title;
  private final String article;
  private final boolean fixedByRegulation;
  private final String standard;
  private final Kind kind;
  private final List<String> choices;

  Parameter(
      String key,
      String title,
      String article,
      boolean fixedByRegulation,
      String standard,
      Kind kind,
      String... choices) {
    this.key = key;
    this.title = title;
    this.article = article;
    this.fixedByRegulation = fixedByRegulation;
    this.standard = standard;
    this.kind = kind;
    this.choices = List.of(choices);
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

  /** The value until the bureau chooses another one. */
  public String standard() {
    return standard;
  }

  public Kind kind() {
    return kind;
  }

  public List<String> choices() {
    return choices;
  }

  public static Optional<Parameter> byKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }
}
