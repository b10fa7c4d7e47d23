package cn.dudao.appraisal;

import cn.dudao.regulation.Article;

/** 第十三条: 现场督考对考试现场和工作现场进行. */
@Article("13")
public enum SiteKind {
  EXAM("考试现场"),
  WORK("工作现场");

  private final String label;

  SiteKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
