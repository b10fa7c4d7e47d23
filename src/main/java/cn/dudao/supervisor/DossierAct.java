package cn.dudao.supervisor;

/** The acts on single entries of a supervisor's record, as their form page words them. */
public enum DossierAct {
  GRADE("登记年度考核", "10", "登记后，下一次编制委派方案时按新的等次优先或排除；等次为“不合格”的不再委派。", "登记", false),
  SUSPENSION("停止委派", "20", "自起始日起，任何委派方案都不再包含此人；恢复须由局领导办理。", "停止委派", true),
  DISQUALIFICATION("登记取消资格", "20", "资格由省级主管部门取消，这里登记其决定；自起始日起不再委派。", "登记取消资格", true),
  REINSTATEMENT("恢复委派", "20", "停止委派到填写的最后一天为止，次日起可以再委派。", "恢复委派", false),
  GROUND("登记回避关系", "18", "在起止日期之内（含当日），不委派到该单位。", "登记", false),
  LIFTING("解除回避", "18", "", "解除", false),
  ABSENCE("登记不可用", "", "在登记的日期和时段内不委派。", "登记", false),
  WITHDRAWAL("撤销不可用", "", "", "撤销", false);

  private final String title;
  private final String article;
  private final String consequence;
  private final String button;
  private final boolean grave;

  DossierAct(String title, String article, String consequence, String button, boolean grave) {
    this.title = title;
    this.article = article;
    this.consequence = consequence;
    this.button = button;
    this.grave = grave;
  }

  public String title() {
    return title;
  }

  /** The article that the act rests on, or "". */
  public String article() {
    return article;
  }

  /** What will follow, in words. */
  public String consequence() {
    return consequence;
  }

  public String button() {
    return button;
  }

  /** Whether the button warns by its colour. */
  public boolean grave() {
    return grave;
  }

  /** Where the form is sent. */
  String action(String card) {
    return switch (this) {
      case GRADE -> "/supervisors/" + card + "/grades";
      case SUSPENSION -> "/supervisors/" + card + "/suspension";
      case DISQUALIFICATION -> "/supervisors/" + card + "/disqualification";
      case REINSTATEMENT -> "/supervisors/" + card + "/reinstatement";
      case GROUND -> "/recusal-grounds";
      case ABSENCE -> "/supervisors/" + card + "/absences";
      case LIFTING, WITHDRAWAL -> "";
    };
  }

  /** The tab of the record page that shows the outcome. */
  public String tab() {
    return switch (this) {
      case GRADE, SUSPENSION, DISQUALIFICATION, REINSTATEMENT -> "standing";
      case GROUND, LIFTING -> "grounds";
      case ABSENCE, WITHDRAWAL -> "absences";
    };
  }
}
