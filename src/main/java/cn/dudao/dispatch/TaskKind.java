package cn.dudao.dispatch;

import cn.dudao.regulation.Article;

/** 第十三条: 督导分现场督考和经常性检查两种形式. */
@Article("13")
public enum TaskKind {
  ON_SITE_EXAM("现场督考"),
  ROUTINE_INSPECTION("经常性检查");

  private final String label;

  TaskKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
