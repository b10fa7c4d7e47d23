package cn.dudao.dispatch.check;

/**
 * What one person on one seat adds to the objective, every part with its weight.
 *
 * @param balance the growth of the square of the person's half-days of the year; the common part
 *     that is the same for everybody is left aside
 * @param grade for the annual grade
 * @param expertise for the occupation
 * @param travel for the way
 * @param pairs for partners that the person serves with elsewhere in the plan
 * @param halfDaysBefore half-days of the person this year without this seat: served and planned
 * @param halfDays half-days that the seat brings
 */
public record SeatCost(
    long balance,
    long grade,
    long expertise,
    long travel,
    long pairs,
    int halfDaysBefore,
    int halfDays) {

  public long total() {
    return balance + grade + expertise + travel + pairs;
  }
}
