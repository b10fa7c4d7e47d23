package cn.dudao.institution;

/** 单位类型. */
public enum InstitutionKind {
  OFFICE("鉴定所"),
  STATION("鉴定站"),
  EMPLOYER("用人单位"),
  SOCIAL_BODY("社会培训评价组织"),
  SCHOOL("院校"),
  OTHER("其他");

  private final String label;

  InstitutionKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
