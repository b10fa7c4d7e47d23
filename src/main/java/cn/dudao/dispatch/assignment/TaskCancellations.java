package cn.dudao.dispatch.assignment;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.regulation.Article;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第十三条、第十九条: 取消督导任务. An issued task is called off before it begins, for a recorded reason. It
 * counts for no run afterwards, so it breaks none.
 */
@Article({"13", "19"})
@Component
public class TaskCancellations {

  private final Assignments assignments;
  private final Ledger ledger;
  private final ApplicationEventPublisher news;
  private final JsonMapper json;

  TaskCancellations(
      Assignments assignments, Ledger ledger, ApplicationEventPublisher news, JsonMapper json) {
    this.assignments = assignments;
    this.ledger = ledger;
    this.news = news;
    this.json = json;
  }

  /**
   * Calls tasks off; those that are called off already are left alone.
   *
   * @param reasons why, by 任务号
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void cancel(Map<String, String> reasons, Actor by) {
    var tasks =
        assignments.tasks(reasons.keySet()).stream().filter(each -> !each.cancelled()).toList();
    if (tasks.isEmpty()) {
      return;
    }
    for (IssuedTask each : tasks) {
      String reason = reasons.getOrDefault(each.number(), "");
      assignments.cancelTask(each.number(), reason, by);
      ledger.record(
          by,
          Act.of("task.cancel", "issued-task", each.number())
              .because(reason)
              .under("13")
              .with(
                  json.writeValueAsString(
                      Map.of("task", each.number(), "institution", each.institution()))));
    }
    List<String> numbers = tasks.stream().map(IssuedTask::number).toList();
    news.publishEvent(new TasksCancelled(assignments.tasks(numbers), by));
  }
}
