package cn.dudao.supervisor;

import java.util.Set;

/**
 * News, in the same transaction: grounds of recusal were entered, changed or lifted; one for each
 * act or import, however many people it concerned.
 *
 * @param cards 证卡编号 of the supervisors
 */
public record GroundsChanged(Set<String> cards) {

  public GroundsChanged {
    cards = Set.copyOf(cards);
  }
}
