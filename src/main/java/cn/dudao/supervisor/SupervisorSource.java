package cn.dudao.supervisor;

import cn.dudao.regulation.Article;

/** 第五条: 质量督导员的来源. */
@Article("5")
public enum SupervisorSource {
  BUREAU("人社部门"),
  TRAINING_CENTER("实训管理中心"),
  APPRAISAL_CENTER("鉴定中心"),
  STATION_STAFF("鉴定所站管理人员"),
  EXAMINER("考评人员"),
  ENTERPRISE("企业代表");

  private final String label;

  SupervisorSource(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
