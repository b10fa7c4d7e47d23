package cn.dudao.dispatch.assignment;

import cn.dudao.account.Recipients;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.message.Message;
import cn.dudao.platform.message.Messages;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.platform.web.Shown;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 第八条: 回执到期前提醒一次, 逾期未回执的列入经办人员待办. Who has not answered is reminded once, some hours before the
 * answer is due; who has not answered by then stands on the officers' list.
 */
@Article("8")
@Component
public class UnansweredOrders {

  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final int BATCH = 500;

  private static final String OVERDUE =
      "a.state = 'ISSUED' and a.answer_due < :now and a.day >= :today";

  private static final ListSql LIST =
      ListSql.of(
              Assignments.COLUMNS + ", t.institution_name",
              "dispatch.assignment a join dispatch.issued_task t on t.number = a.task",
              "a.id",
              "uuid")
          .sortable("day", "a.day", "date")
          .sortable("due", "a.answer_due", "timestamptz")
          .sortable("name", "a.name", "text");

  private final JdbcClient sql;
  private final Assignments assignments;
  private final ParameterChanges parameters;
  private final Recipients recipients;
  private final Messages messages;
  private final Ledger ledger;
  private final TransactionTemplate transactions;
  private final Clock clock;

  UnansweredOrders(
      JdbcClient sql,
      Assignments assignments,
      ParameterChanges parameters,
      Recipients recipients,
      Messages messages,
      Ledger ledger,
      TransactionTemplate transactions,
      Clock clock) {
    this.sql = sql;
    this.assignments = assignments;
    this.parameters = parameters;
    this.recipients = recipients;
    this.messages = messages;
    this.ledger = ledger;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** An order that was not answered in time, with the institution's name. */
  public record Line(Assignment order, String institution) {}

  /** Filters: q (person, institution, task), from, to. */
  public Page<Line> overdue(ListQuery query) {
    var conditions =
        new Conditions()
            .and(OVERDUE, "now", utc(clock.instant()))
            .and("cast(:today as date) is not null", "today", LocalDate.now(clock))
            .contains(query.filter("q"), "a.name", "a.card", "t.institution_name", "a.task")
            .from("a.day", query.date("from"))
            .until("a.day", query.date("to"));
    return LIST.page(
        sql,
        query,
        conditions,
        (row, number) -> new Line(assignments.assignment(row), row.getString("institution_name")));
  }

  /** Reminds everybody whose answer is due soon; among several nodes each order is taken once. */
  public void remind() {
    while (remindSome() == BATCH) {
      // The next ones.
    }
  }

  private int remindSome() {
    Integer done =
        transactions.execute(status -> {
          var due = dueSoon();
          tell(due);
          return due.size();
        });
    return done == null ? 0 : done;
  }

  private List<Assignment> dueSoon() {
    var now = clock.instant();
    var today = LocalDate.now(clock);
    var before = Duration.ofHours(parameters.on(today).number(Parameter.REMINDER_HOURS));
    return sql.sql(
            """
            update dispatch.assignment a set reminded_at = :now
            where a.id in (
              select d.id from dispatch.assignment d
              where d.state = 'ISSUED' and d.reminded_at is null and d.released_at <= :now
                and d.answer_due <= :soon and d.answer_due > :now and d.day >= :today
              order by d.answer_due limit :most
              for update skip locked)
            returning %s
            """
                .formatted(Assignments.COLUMNS))
        .param("now", utc(now))
        .param("soon", utc(now.plus(before)))
        .param("today", today)
        .param("most", BATCH)
        .query((row, number) -> assignments.assignment(row))
        .list();
  }

  private void tell(List<Assignment> due) {
    var people = recipients.supervisors(due.stream().map(Assignment::card).toList());
    var tasks = assignments.tasksByNumber(due.stream().map(Assignment::task).toList());
    List<Message> all = new ArrayList<>();
    for (Assignment each : due) {
      var task = tasks.get(each.task());
      for (UUID person : people.getOrDefault(each.card(), List.of())) {
        all.add(
            new Message(
                person,
                "回执提醒",
                "请回执：%s %s %s"
                    .formatted(
                        each.date(),
                        each.halfDays().label(),
                        task == null ? "督导任务" : task.institutionName()),
                "请在 %s 前接受委派，或者说明不能承担、申报回避。".formatted(Shown.time(each.answerDue())),
                "/tasks/" + each.id(),
                each.answerDue().atZone(clock.getZone()).toLocalDate(),
                "assignment.reminder:" + each.id()));
      }
    }
    messages.sendAll(all);
    ledger.recordAll(
        Actor.SYSTEM,
        due.stream()
            .map(each -> Act.of("assignment.remind", "assignment", each.id().toString()).under("8"))
            .toList());
  }

  @Bean
  static RecurringTask<Void> answerReminders(ObjectProvider<UnansweredOrders> orders) {
    return Tasks.recurring("assignment-reminders", FixedDelay.of(INTERVAL))
        .execute((instance, context) -> orders.getObject().remind());
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
