package cn.dudao.dispatch.register;

/**
 * 督导覆盖情况 of one week or one institution.
 *
 * @param key the Monday of the week, or 单位代码
 * @param label what is shown
 * @param batches batches with a session in the period
 * @param covered those of them whose tasks all have a supervisor in a plan
 * @param seats seats of their tasks that are planned
 * @param filled seats that are filled
 */
public record CoverageLine(
    String key, String label, int batches, int covered, int seats, int filled) {

  /** Nothing to cover. */
  public static final CoverageLine NONE = new CoverageLine("", "", 0, 0, 0, 0);

  public int uncovered() {
    return batches - covered;
  }

  /** Covered batches in a hundred, rounded down, so that 100 means all. */
  public int percent() {
    return batches == 0 ? 100 : 100 * covered / batches;
  }
}
