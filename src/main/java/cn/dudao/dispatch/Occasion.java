package cn.dudao.dispatch;

import cn.dudao.regulation.Article;
import java.time.LocalDate;
import java.util.List;

/**
 * 第十九条: 轮换所数的“次”. One occasion of supervision at a unit. Batches whose spans share a day are one
 * occasion, so neither a batch of several days nor parallel rooms count twice.
 *
 * <p>Two occasions at one unit never share a day. Compared by identity: there is one object per
 * occasion in one {@link Occasions}.
 */
@Article("19")
public final class Occasion {

  private final String institution;
  private final int position;
  private final LocalDate first;
  private final LocalDate last;
  private final List<SupervisionTask> tasks;
  private final List<PastSupervision> past;

  Occasion(
      String institution,
      int position,
      LocalDate first,
      LocalDate last,
      List<SupervisionTask> tasks,
      List<PastSupervision> past) {
    this.institution = institution;
    this.position = position;
    this.first = first;
    this.last = last;
    this.tasks = List.copyOf(tasks);
    this.past = List.copyOf(past);
  }

  /** 单位代码. */
  public String institution() {
    return institution;
  }

  /** Its place among all occasions at the unit in the order of their first days, from 0. */
  public int position() {
    return position;
  }

  public LocalDate first() {
    return first;
  }

  public LocalDate last() {
    return last;
  }

  /** The tasks of the plan that belong to it, by date and number. */
  public List<SupervisionTask> tasks() {
    return tasks;
  }

  /** The past supervisions that belong to it, by date and number. */
  public List<PastSupervision> past() {
    return past;
  }

  /** Whether history names anybody for it. */
  public boolean servedInThePast() {
    return past.stream().anyMatch(each -> !each.cards().isEmpty());
  }

  @Override
  public String toString() {
    return institution + " " + first + ".." + last;
  }
}
