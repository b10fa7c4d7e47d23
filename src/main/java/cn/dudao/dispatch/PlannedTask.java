package cn.dudao.dispatch;

import cn.dudao.platform.calendar.HalfDays;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A task as a plan holds it: what it was when it was planned, whatever the registers say later.
 *
 * @param number 任务号
 * @param institution 单位代码
 * @param institutionName 单位名称 at that time
 */
public record PlannedTask(
    String number,
    String batch,
    TaskKind kind,
    String institution,
    String institutionName,
    LocalDate date,
    HalfDays halfDays,
    String district,
    String site,
    int seats,
    boolean important,
    String occupation,
    String occupationCode,
    int level) {

  /** The number as it stands in the query of an address. */
  public String encodedNumber() {
    return URLEncoder.encode(number, StandardCharsets.UTF_8);
  }

  /** Whether it is the same work, whatever the institution is called. */
  boolean sameWork(PlannedTask other) {
    return named("").equals(other.named(""));
  }

  private PlannedTask named(String name) {
    return new PlannedTask(
        number,
        batch,
        kind,
        institution,
        name,
        date,
        halfDays,
        district,
        site,
        seats,
        important,
        occupation,
        occupationCode,
        level);
  }

  static PlannedTask of(SupervisionTask task, DispatchFacts facts) {
    var institution = facts.institutions().get(task.institution());
    return new PlannedTask(
        task.number(),
        task.batch(),
        task.kind(),
        task.institution(),
        institution == null ? task.institution() : institution.name(),
        task.date(),
        task.halfDays(),
        task.district(),
        task.site(),
        task.seats(),
        task.important(),
        task.occupation(),
        task.occupationCode(),
        task.level());
  }
}
