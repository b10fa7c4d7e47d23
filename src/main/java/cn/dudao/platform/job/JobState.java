package cn.dudao.platform.job;

/** 任务进度: where a background job stands. */
public enum JobState {
  QUEUED("等待处理"),
  RUNNING("正在处理"),
  DONE("已完成"),
  FAILED("未能完成"),
  CANCELLED("已取消");

  private final String label;

  JobState(String label) {
    this.label = label;
  }

  /** The words on screen. */
  public String label() {
    return label;
  }

  /** Whether nothing more will happen. */
  public boolean isOver() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
