package cn.dudao.supervisor;

import cn.dudao.regulation.Article;

/** 第四条: 质量督导人员分为国家级质量督导员和质量督导员. */
@Article("4")
public enum SupervisorKind {
  NATIONAL("国家级质量督导员"),
  REGULAR("质量督导员");

  private final String label;

  SupervisorKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
