package cn.dudao.dispatch.planning;

/** Hears of the optimiser's progress and can stop it. Called often and must answer quickly. */
public interface PlanningProgress {

  PlanningProgress SILENT = new PlanningProgress() {};

  /**
   * @param stage what is being done, in Chinese
   * @param fraction how much of the time or step budget is used, 0 to 1
   * @param openSeats seats that are open now
   * @param cost the objective now, or -1 while there is no full plan yet
   */
  default void at(String stage, double fraction, int openSeats, long cost) {}

  /** Whether to stop now with the best plan so far. */
  default boolean cancelled() {
    return false;
  }
}
