package cn.dudao.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 不预先通知和名单密封: what the institutions, and everybody outside the planners, may not know before a set
 * time.
 *
 * @param unannounced whether no institution is told of any task before its day
 * @param unannouncedTasks 任务号 of those whose institution is not told before the day
 * @param sealedDays names are shown this many days before each task, 0 on its day; null: as soon as
 *     the orders are out
 */
public record PlanSecrecy(
    boolean unannounced, Set<String> unannouncedTasks, @Nullable Integer sealedDays) {

  public static final PlanSecrecy NONE = new PlanSecrecy(false, Set.of(), null);

  public PlanSecrecy {
    unannouncedTasks = Set.copyOf(unannouncedTasks);
  }

  /** For the record of acts. */
  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    if (unannounced) {
      details.put("unannounced", true);
    } else if (!unannouncedTasks.isEmpty()) {
      details.put("unannouncedTasks", unannouncedTasks.stream().sorted().toList());
    }
    if (sealedDays != null) {
      details.put("sealedDays", sealedDays);
    }
    return details;
  }

  public boolean unannounced(String task) {
    return unannounced || unannouncedTasks.contains(task);
  }
}
