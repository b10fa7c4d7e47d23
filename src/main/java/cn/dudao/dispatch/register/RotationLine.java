package cn.dudao.dispatch.register;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * 轮换台账 的一行: one institution as things stand, in the order of its own occasions.
 *
 * @param code 单位代码
 * @param first the first day of its last occasion
 * @param last the last day of it
 * @param full who may not be sent another time now
 * @param nearly who may be sent once more
 * @param partial whether only the newest orders were looked at, because very many belong together
 */
public record RotationLine(
    String code,
    String name,
    String district,
    LocalDate first,
    LocalDate last,
    List<Person> full,
    List<Person> nearly,
    boolean partial) {

  public RotationLine {
    full = List.copyOf(full);
    nearly = List.copyOf(nearly);
  }

  /**
   * Somebody who took part in the last occasions.
   *
   * @param card 证卡编号
   * @param length how many times in a row
   */
  public record Person(String card, String name, int length) {}

  public String url() {
    return "/dispatch/rotation/institutions/" + code;
  }

  /** The days of the last occasion. */
  public String days() {
    return days(first, last);
  }

  static String days(LocalDate first, LocalDate last) {
    return first.equals(last) ? first.toString() : first + " 至 " + last;
  }

  static String names(List<Person> people) {
    return people.stream().map(Person::name).collect(Collectors.joining("、"));
  }
}
