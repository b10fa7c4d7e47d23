package cn.dudao.dispatch.explanation;

import java.util.List;

/**
 * 共同短缺: several tasks that together need more people than there are, though each alone has enough.
 *
 * @param kind whether a day or the rotation is too narrow
 * @param sentence the same in Chinese, in numbers
 * @param tasks 任务号 of the tasks
 * @param seats how many seats they have together
 * @param available how many people (or turns of people) there are for them at most
 * @param cards 证卡编号 of these people
 */
public record Bottleneck(
    Kind kind, String sentence, List<String> tasks, int seats, int available, List<String> cards) {

  public Bottleneck {
    tasks = List.copyOf(tasks);
    cards = List.copyOf(cards);
  }

  /** What is too narrow. */
  public enum Kind {
    /** One half-day: nobody can be in two places. */
    HALF_DAY,
    /** One half-day, with the rotation as the rest of the plan leaves it. */
    HALF_DAY_WITH_ROTATION,
    /** A window of occasions at one unit: nobody can be there more often than Art. 19 allows. */
    ROTATION
  }
}
