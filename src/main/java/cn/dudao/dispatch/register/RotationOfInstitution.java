package cn.dudao.dispatch.register;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * 一个单位的轮换: its occasions with their teams, and who stands where now.
 *
 * @param limit how many times in a row are permitted
 * @param people who was there lately, the longest run first
 * @param occasions those that count, the newest first
 */
public record RotationOfInstitution(int limit, List<Person> people, List<Line> occasions) {

  public RotationOfInstitution {
    people = List.copyOf(people);
    occasions = List.copyOf(occasions);
  }

  /**
   * Somebody who was at the institution lately.
   *
   * @param unit how many times in a row, in the order of the institution's occasions
   * @param own how many times in a row, in the order of the person's own occasions
   */
  public record Person(String card, String name, int unit, int own) {

    int longest() {
      return Math.max(unit, own);
    }

    /** What a further dispatch there would meet, by the stricter of both readings. */
    public String outlook(int limit) {
      return longest() >= limit
          ? "已满"
          : longest() == limit - 1 ? "一次后即满" : "还可委派 " + (limit - longest()) + " 次";
    }

    public String tone(int limit) {
      return longest() >= limit ? "act" : longest() == limit - 1 ? "soon" : "plain";
    }
  }

  /**
   * One occasion.
   *
   * @param number which one it is, from 1
   * @param tasks the numbers of its tasks and past supervisions
   * @param team who took part, each with how many times in a row that was
   */
  public record Line(
      int number,
      LocalDate first,
      LocalDate last,
      List<String> tasks,
      List<RotationLine.Person> team) {

    public Line {
      tasks = List.copyOf(tasks);
      team = List.copyOf(team);
    }

    public String days() {
      return RotationLine.days(first, last);
    }

    /** The team in one line, each with the run. */
    public String teamText() {
      return team.stream()
          .map(each -> each.name() + "（" + each.length() + "）")
          .collect(Collectors.joining("、"));
    }
  }
}
