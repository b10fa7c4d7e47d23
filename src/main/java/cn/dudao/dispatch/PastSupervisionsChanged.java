package cn.dudao.dispatch;

import java.util.Set;

/**
 * News, in the same transaction: past supervisions, which count for rotation, were entered or
 * changed.
 *
 * @param institutions 单位代码 of where they were
 * @param cards 证卡编号 of who took part, before and after
 */
public record PastSupervisionsChanged(Set<String> institutions, Set<String> cards) {

  public PastSupervisionsChanged {
    institutions = Set.copyOf(institutions);
    cards = Set.copyOf(cards);
  }
}
