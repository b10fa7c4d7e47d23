package cn.dudao.supervisor;

import java.util.Set;

/**
 * News, in the same transaction: the card, standing, employer, examiner number, grade or another
 * particular of supervisors changed, or supervisors were entered; one for each act or import,
 * however many people it concerned.
 *
 * @param cards 证卡编号 of the supervisors
 */
public record SupervisorsChanged(Set<String> cards) {

  public SupervisorsChanged {
    cards = Set.copyOf(cards);
  }
}
