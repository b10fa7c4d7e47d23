package cn.dudao.dispatch.notice;

import cn.dudao.account.Recipients;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.AssignmentsEnded;
import cn.dudao.dispatch.assignment.AssignmentsIssued;
import cn.dudao.platform.message.Message;
import cn.dudao.platform.message.Messages;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Regulation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 第八条: 委派通知送达本人。 Tells those concerned of orders and of their end, in the transaction in which it
 * happens: supervisors from the moment at which they may know, duty officers at once, an
 * institution only of what it was told before.
 */
@Article("8")
@Component
class DispatchNews {

  private static final int AT_ONCE = 500;

  private final JdbcClient sql;
  private final Assignments assignments;
  private final Announcements announcements;
  private final Messages messages;
  private final Recipients recipients;
  private final Clock clock;

  DispatchNews(
      JdbcClient sql,
      Assignments assignments,
      Announcements announcements,
      Messages messages,
      Recipients recipients,
      Clock clock) {
    this.sql = sql;
    this.assignments = assignments;
    this.announcements = announcements;
    this.messages = messages;
    this.recipients = recipients;
    this.clock = clock;
  }

  /**
   * Tells supervisors of orders that are released by now.
   *
   * @return how many; as long as it is not 0, there may be more
   */
  @Transactional
  public int tellDue() {
    List<Assignment> due =
        sql.sql(
                "select "
                    + Assignments.COLUMNS
                    + """
                     from dispatch.assignment a
                    where a.told_at is null and a.state in ('ISSUED', 'ACCEPTED')
                      and a.released_at <= :now
                    order by a.released_at, a.id limit :most for update skip locked
                    """)
            .param("now", utc(clock.instant()))
            .param("most", AT_ONCE)
            .query((row, number) -> assignments.assignment(row))
            .list();
    if (due.isEmpty()) {
      return 0;
    }
    sql.sql("update dispatch.assignment set told_at = :now where id = any(:ids)")
        .param("now", utc(clock.instant()))
        .param("ids", due.stream().map(Assignment::id).toArray(UUID[]::new))
        .update();
    var people = recipients.supervisors(due.stream().map(Assignment::card).toList());
    List<Message> told = new ArrayList<>();
    for (Assignment each : due) {
      for (UUID person : people.getOrDefault(each.card(), List.of())) {
        told.add(
            new Message(
                person,
                "委派通知",
                "委派您于 %s %s 执行任务 %s".formatted(each.date(), each.halfDays().label(), each.task()),
                "请阅读委派通知书 %s，并在期限内回执：接受委派、申报回避，或说明不能承担的理由。".formatted(each.documentNumber()),
                "/tasks/" + each.id(),
                dayOf(each.answerDue()),
                "assignment.issued:" + each.id()));
      }
    }
    messages.sendAll(told);
    return due.size();
  }

  @EventListener
  void issued(AssignmentsIssued news) {
    while (tellDue() > 0) {}
    while (announcements.announceDue() > 0) {}
  }

  /** What ended is told to the person, the duty officers, and an institution that knew of it. */
  @EventListener
  void ended(AssignmentsEnded news) {
    var ids = news.assignments().stream().map(Assignment::id).toArray(UUID[]::new);
    List<UUID> knew =
        sql.sql("select id from dispatch.assignment where id = any(:ids) and told_at is not null")
            .param("ids", ids)
            .query(UUID.class)
            .list();
    var people = recipients.supervisors(news.assignments().stream().map(Assignment::card).toList());
    var officers = recipients.withRole(UserRole.BUREAU_OFFICER);
    List<Message> told = new ArrayList<>();
    for (Assignment each : news.assignments()) {
      if (knew.contains(each.id()) && each.state() == AssignmentState.WITHDRAWN) {
        people
            .getOrDefault(each.card(), List.of())
            .forEach(person -> told.add(toPerson(person, each)));
      }
      officers.stream()
          .filter(officer -> !officer.toString().equals(news.by().id()))
          .forEach(officer -> told.add(toOfficer(officer, each)));
    }
    messages.sendAll(told);
    tellInstitutions(news.assignments());
  }

  private static Message toPerson(UUID person, Assignment each) {
    return new Message(
        person,
        "委派撤回",
        "%s 任务 %s 的委派已撤回".formatted(each.date(), each.task()),
        "理由：%s%s。您不必再前往，无须回执。".formatted(each.endReason(), cited(each)),
        "/tasks/" + each.id(),
        null,
        "assignment.ended:" + each.id());
  }

  private static Message toOfficer(UUID officer, Assignment each) {
    return new Message(
        officer,
        "委派变动",
        "%s 任务 %s：%s%s".formatted(each.date(), each.task(), each.name(), each.state().label()),
        "理由：%s%s。席位空缺，请查看替换人选。".formatted(each.endReason(), cited(each)),
        "/dispatch/assignments/" + each.id(),
        each.date(),
        "assignment.ended:" + each.id());
  }

  private static String cited(Assignment each) {
    String article = each.endArticle();
    return article == null || article.isEmpty() || !Regulation.measures().has(article)
        ? ""
        : "（依据：" + Regulation.measures().cite(article) + "）";
  }

  /** An institution that has been told who comes is told that this has changed. */
  private void tellInstitutions(List<Assignment> ended) {
    Map<String, Announcement> known = new java.util.LinkedHashMap<>();
    for (Assignment each : ended) {
      announcements.ofTask(each.task()).ifPresent(notice -> known.put(each.task(), notice));
    }
    if (known.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    var staff =
        recipients.institutions(
            known.values().stream().map(each -> each.task().institution()).toList());
    List<Message> told = new ArrayList<>();
    for (Assignment each : ended) {
      var notice = known.get(each.task());
      if (notice == null || (!notice.task().cancelled() && notice.task().namesAt().isAfter(now))) {
        continue;
      }
      for (UUID person : staff.getOrDefault(notice.task().institution(), List.of())) {
        told.add(
            new Message(
                person,
                "督导通知变更",
                notice.task().cancelled()
                    ? "%s 的督导已取消".formatted(notice.task().date())
                    : "%s 的督导人员有变动".formatted(notice.task().date()),
                "请以督导通知 %s 页面上的内容为准。".formatted(notice.documentNumber()),
                notice.url(),
                notice.task().date(),
                "announcement.change:" + each.id()));
      }
    }
    messages.sendAll(told);
  }

  private LocalDate dayOf(Instant at) {
    return at.atZone(clock.getZone()).toLocalDate();
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
