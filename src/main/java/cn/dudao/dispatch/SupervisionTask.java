package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.platform.calendar.HalfDays;
import java.time.LocalDate;
import java.util.List;

/**
 * 督导任务: one batch at one site on one day; several sessions of the batch there on that day are one
 * task.
 *
 * @param number 任务号: batch number, date, and a running number if the batch has several sites that
 *     day
 * @param batch 批次号
 * @param kind the form of supervision
 * @param institution 单位代码
 * @param date the day
 * @param halfDays the union of its sessions' half-days
 * @param district 区县 of its first session, six-digit division code
 * @param site 考点, "" for the institution's own place
 * @param seats supervisors wanted: the largest number that one of its sessions asks for
 * @param important whether the leader must be 国家级 or graded 优秀
 * @param sessions its sessions in the order of their numbers, at least one
 */
public record SupervisionTask(
    String number,
    String batch,
    TaskKind kind,
    String institution,
    LocalDate date,
    HalfDays halfDays,
    String district,
    String site,
    int seats,
    boolean important,
    List<AppraisalSession> sessions) {

  public SupervisionTask {
    sessions = List.copyOf(sessions);
  }

  /**
   * The same task and its sessions at another time, under the same number. Sessions that take only
   * a part of its half-days keep theirs.
   */
  public SupervisionTask at(LocalDate day, HalfDays times) {
    List<AppraisalSession> moved =
        sessions.stream()
            .map(each -> each.at(day, each.halfDays().equals(halfDays) ? times : each.halfDays()))
            .toList();
    return new SupervisionTask(
        number, batch, kind, institution, day, times, district, site, seats, important, moved);
  }

  /** The same task with another number of seats. */
  SupervisionTask withSeats(int wanted) {
    return new SupervisionTask(
        number,
        batch,
        kind,
        institution,
        date,
        halfDays,
        district,
        site,
        wanted,
        important,
        sessions);
  }

  /** 职业 of the task: that of its first session. */
  public String occupation() {
    return sessions.getFirst().occupation();
  }

  /** 职业编码 of the task: that of its first session, "" if not known. */
  public String occupationCode() {
    return sessions.getFirst().occupationCode();
  }

  /** 等级 of the task: that of its first session. */
  public int level() {
    return sessions.getFirst().level();
  }
}
