package cn.dudao.dispatch.register;

import java.time.LocalDate;
import java.util.List;

/**
 * 一名督导员的轮换: their own occasions at all institutions, in their own order.
 *
 * @param limit how many times in a row at one unit are permitted
 * @param visits the newest first
 */
public record RotationOfPerson(int limit, List<Line> visits) {

  public RotationOfPerson {
    visits = List.copyOf(visits);
  }

  /**
   * One occasion that the person took or takes part in.
   *
   * @param number which one of the person's it is, from 1
   * @param date the day of the person's own first task in it
   * @param task the number of that task
   * @param institution 单位代码
   * @param inARow the how manieth in a row at this unit it is, in the person's own order
   */
  public record Line(
      int number,
      LocalDate date,
      String halfDay,
      String task,
      String institution,
      String institutionName,
      int inARow) {}
}
