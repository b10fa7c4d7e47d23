package cn.dudao.dispatch.notice;

import cn.dudao.account.Recipients;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.DocumentNumbers;
import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.message.Message;
import cn.dudao.platform.message.Messages;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Page;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 第十三条: 现场督考前把督导通知发给机构，不预先通知的到当天才发。 The notices to institutions. One exists only from the moment at
 * which the institution may know of the task; whatever an institution is shown is read from here.
 */
@Article("13")
@Component
public class Announcements {

  /** How many are announced in one transaction. */
  private static final int AT_ONCE = 200;

  private static final String FROM =
      "dispatch.announcement n join dispatch.issued_task t on t.number = n.task";

  private static final String COLUMNS =
      """
      n.id as notice, n.document_number, n.announced_at, n.received_at, n.received_by_name, \
      n.contact, n.remark, n.version as notice_version, t.*\
      """;

  private static final ListSql LIST =
      ListSql.of(COLUMNS, FROM, "n.id", "uuid")
          .sortableFalling("announced", "n.announced_at", "timestamptz")
          .sortable("day", "t.day", "date")
          .sortable("number", "n.document_number", "text")
          .sortable("institution", "t.institution_name", "text");

  private final JdbcClient sql;
  private final JdbcTemplate batches;
  private final DocumentNumbers numbers;
  private final Messages messages;
  private final Recipients recipients;
  private final Ledger ledger;
  private final Clock clock;

  Announcements(
      JdbcClient sql,
      JdbcTemplate batches,
      DocumentNumbers numbers,
      Messages messages,
      Recipients recipients,
      Ledger ledger,
      Clock clock) {
    this.sql = sql;
    this.batches = batches;
    this.numbers = numbers;
    this.messages = messages;
    this.recipients = recipients;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Announces what institutions may know by now and have not been told, unless it is over: years of
   * tasks are not looked through again and again.
   *
   * @return how many; as long as it is not 0, there may be more
   */
  @Transactional
  public int announceDue() {
    Instant now = clock.instant();
    List<IssuedTask> due =
        sql.sql(
                """
                select t.* from dispatch.issued_task t
                where t.announce_at <= :now and t.cancelled_at is null and t.day >= :today
                  and not exists (select from dispatch.announcement n where n.task = t.number)
                  and exists (select from dispatch.assignment a
                              where a.task = t.number and a.state in ('ISSUED', 'ACCEPTED'))
                order by t.day, t.number limit :most for update of t skip locked
                """)
            .param("now", utc(now))
            .param("today", LocalDate.now(clock))
            .param("most", AT_ONCE)
            .query((row, number) -> Assignments.task(row))
            .list();
    if (due.isEmpty()) {
      return 0;
    }
    var documents =
        numbers.take(
            DocumentNumbers.Series.ANNOUNCEMENT, LocalDate.now(clock).getYear(), due.size());
    List<Announcement> made = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      made.add(
          new Announcement(
              UUID.randomUUID(), due.get(i), documents.get(i), now, null, null, "", "", 1));
    }
    batches.batchUpdate(
        """
        insert into dispatch.announcement (id, task, institution, document_number, announced_at)
        values (?, ?, ?, ?, ?)
        """,
        made,
        AT_ONCE,
        (row, each) -> {
          row.setObject(1, each.id());
          row.setString(2, each.task().number());
          row.setString(3, each.task().institution());
          row.setString(4, each.documentNumber());
          row.setObject(5, utc(each.announcedAt()));
        });
    ledger.recordAll(
        Actor.SYSTEM,
        made.stream()
            .map(each ->
                Act.of("announcement.publish", "announcement", each.id().toString()).under("13"))
            .toList());
    tell(made);
    return made.size();
  }

  private void tell(List<Announcement> made) {
    var staff =
        recipients.institutions(made.stream().map(each -> each.task().institution()).toList());
    List<Message> told = new ArrayList<>();
    for (Announcement each : made) {
      for (UUID person : staff.getOrDefault(each.task().institution(), List.of())) {
        told.add(
            new Message(
                person,
                "督导通知",
                "%s 起将对贵单位批次 %s 现场督考".formatted(each.task().date(), each.task().batch()),
                "请阅读督导通知 %s，并填写回执。".formatted(each.documentNumber()),
                each.url(),
                each.task().date(),
                "announcement:" + each.id()));
      }
    }
    messages.sendAll(told);
  }

  /**
   * The notices of one institution, or of all.
   *
   * @param institution 单位代码, "" for all
   */
  public Page<Announcement> list(ListQuery query, String institution) {
    var conditions =
        new Conditions()
            .equal("n.institution", institution)
            .equal("n.institution", query.filter("institution"))
            .contains(
                query.filter("q"), "n.document_number", "t.batch", "t.number", "t.institution_name")
            .from("t.day", query.date("from"))
            .until("t.day", query.date("to"));
    switch (query.filter("receipt")) {
      case "yes" -> conditions.and("n.received_at is not null");
      case "no" -> conditions.and("n.received_at is null and t.cancelled_at is null");
      default -> {}
    }
    return LIST.page(sql, query, conditions, (row, number) -> announcement(row));
  }

  public Optional<Announcement> find(UUID id) {
    return sql.sql("select " + COLUMNS + " from " + FROM + " where n.id = ?")
        .param(id)
        .query((row, number) -> announcement(row))
        .optional();
  }

  /** The notice of a task, if its institution has been told. */
  public Optional<Announcement> ofTask(String task) {
    return sql.sql("select " + COLUMNS + " from " + FROM + " where n.task = ?")
        .param(task)
        .query((row, number) -> announcement(row))
        .optional();
  }

  /**
   * 回执: the institution has read the notice. The same receipt once more changes nothing.
   *
   * @throws StaleException if somebody else confirmed it with other words
   */
  @Transactional
  public void receive(UUID id, long version, String contact, String remark, Actor by) {
    var now = find(id).orElseThrow(() -> new NotFoundException("没有这份督导通知。"));
    if (now.received() && now.contact().equals(contact) && now.remark().equals(remark)) {
      return;
    }
    int touched =
        sql.sql(
                """
                update dispatch.announcement set received_at = :at, received_by = :by,
                  received_by_name = :byName, contact = :contact, remark = :remark,
                  version = version + 1
                where id = :id and version = :version
                """)
            .param("at", utc(clock.instant()))
            .param("by", by.id())
            .param("byName", by.name())
            .param("contact", contact)
            .param("remark", remark)
            .param("id", id)
            .param("version", version)
            .update();
    if (touched == 0) {
      throw new StaleException(
          "这份督导通知的回执刚刚已由他人填写。",
          now.url(),
          List.of(new StaleException.Change("联系人", contact, now.contact())));
    }
    ledger.record(by, Act.of("announcement.receive", "announcement", id.toString()).under("13"));
  }

  private static Announcement announcement(ResultSet row) throws SQLException {
    var received = row.getObject("received_at", OffsetDateTime.class);
    return new Announcement(
        row.getObject("notice", UUID.class),
        Assignments.task(row),
        row.getString("document_number"),
        row.getObject("announced_at", OffsetDateTime.class).toInstant(),
        received == null ? null : received.toInstant(),
        row.getString("received_by_name"),
        row.getString("contact"),
        row.getString("remark"),
        row.getLong("notice_version"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
