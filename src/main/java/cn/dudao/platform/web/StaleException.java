package cn.dudao.platform.web;

import java.util.List;

/** Somebody else changed the record meanwhile: the page 409, with what changed. */
public final class StaleException extends RuntimeException {

  /**
   * One difference.
   *
   * @param label the field in words
   * @param yours what this person sent
   * @param theirs what the record says now
   */
  public record Change(String label, String yours, String theirs) {}

  private final String url;
  private final List<Change> changes;

  /**
   * @param what what was changed, in one Chinese sentence ("机构“郑州市第一技工学校”已被他人修改。")
   * @param url where the record is shown as it is now
   * @param changes the differences, may be empty
   */
  public StaleException(String what, String url, List<Change> changes) {
    super(what);
    this.url = url;
    this.changes = List.copyOf(changes);
  }

  public String url() {
    return url;
  }

  public List<Change> changes() {
    return changes;
  }
}
