package cn.dudao.dispatch.explanation;

import java.util.List;

/**
 * 可行的最小调整: what would fill an open seat. It was tried: with it, no rule is broken. The regulation
 * is never relaxed; only people, availability and times are.
 *
 * @param kind what is to be done
 * @param sentence the same in Chinese
 * @param cards 证卡编号 of the people concerned, the best first
 * @param moves for a chain: who leaves and who comes, in order; else empty
 */
public record Relaxation(Kind kind, String sentence, List<String> cards, List<Move> moves) {

  public Relaxation {
    cards = List.copyOf(cards);
    moves = List.copyOf(moves);
  }

  /** What is to be done, the least effort first. */
  public enum Kind {
    /** Somebody can be sent as it is. */
    ASSIGN("直接委派"),
    /** A few people change seats. */
    CHAIN("调换人员"),
    /** Somebody is asked to be there in spite of an absence. */
    ASK_ABSENT("商请到岗"),
    /** Somebody who is elsewhere that day is asked how the way can be managed. */
    ASK_TRAVEL("商请跨区"),
    /** The task is moved within its week. */
    MOVE("调整时间"),
    /** One more person is there that day. */
    NEW_PERSON("增加人员");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * One step of a chain.
   *
   * @param task 任务号
   * @param leaving card of the one who leaves its team, "" if the seat was open
   * @param coming card of the one who comes instead
   */
  public record Move(String task, String leaving, String coming) {}
}
