package cn.dudao.regulation;

import java.util.List;

/**
 * The regulation does not permit an act: thrown by the verb that may not proceed, shown as a page
 * with article, reason and facts (HTTP 422).
 */
public final class RefusedException extends RuntimeException {

  private final List<Ruling> rulings;

  /**
   * @param what what was refused, in one Chinese sentence ("不能委派张三到任务 T-1。")
   * @param rulings at least one that refuses
   */
  public RefusedException(String what, List<Ruling> rulings) {
    super(what);
    this.rulings = List.copyOf(rulings);
  }

  public List<Ruling> rulings() {
    return rulings;
  }
}
