package cn.dudao.supervisor;

import java.util.Set;

/**
 * News, in the same transaction: absences were entered or taken back; one for each act or import,
 * however many people it concerned.
 *
 * @param cards 证卡编号 of the supervisors
 */
public record AbsencesChanged(Set<String> cards) {

  public AbsencesChanged {
    cards = Set.copyOf(cards);
  }
}
