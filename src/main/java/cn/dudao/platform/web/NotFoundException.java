package cn.dudao.platform.web;

/** There is no such record, or this person may not know of it: the page 404. */
public final class NotFoundException extends RuntimeException {

  /**
   * @param what what was looked for, in one Chinese sentence ("没有编号为 A-1 的机构。")
   */
  public NotFoundException(String what) {
    super(what);
  }
}
