package cn.dudao.dispatch.planning;

/**
 * The cost of a proposal, in whole numbers; smaller is better. Every part already carries its
 * weight.
 *
 * @param open seats that are not filled
 * @param balance how unevenly the half-days of the year are spread; 0 is as even as can be
 * @param grade half-days given to people with weaker annual grades (Art. 10)
 * @param expertise assignments outside the occupations that the person knows
 * @param travel assignments outside the district of residence
 * @param pairs the same two people together again
 * @param change seats that differ from the previous plan
 */
public record Objective(
    long open, long balance, long grade, long expertise, long travel, long pairs, long change) {

  public long total() {
    return open + balance + grade + expertise + travel + pairs + change;
  }
}
