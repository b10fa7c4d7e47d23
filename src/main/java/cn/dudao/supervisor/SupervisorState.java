package cn.dudao.supervisor;

import java.time.LocalDate;

/**
 * The one word that a list shows for standing and card together.
 *
 * @param text in words
 * @param tone the tone of the label
 */
public record SupervisorState(String text, String tone) {

  /**
   * @param standing on the day
   * @param validUntil the last valid day of the card
   * @param warned cards that end until this day are soon to expire
   */
  static SupervisorState of(
      Standing standing, LocalDate validUntil, LocalDate today, LocalDate warned) {
    if (standing != Standing.GOOD) {
      return new SupervisorState(standing.label(), "act");
    }
    if (validUntil.isBefore(today)) {
      return new SupervisorState("证卡已过期", "act");
    }
    return validUntil.isAfter(warned)
        ? new SupervisorState("正常", "done")
        : new SupervisorState("证卡将到期", "soon");
  }
}
