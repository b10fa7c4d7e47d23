package cn.dudao.dispatch.assignment;

import cn.dudao.platform.web.Shown;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * 名单密封: the tasks of which a person may not know yet who is proposed or sent, and from when they
 * may.
 *
 * @param until by 任务号
 */
public record SealedNames(Map<String, Instant> until) {

  /** For whom nothing is sealed. */
  public static final SealedNames NONE = new SealedNames(Map.of());

  public SealedNames {
    until = Map.copyOf(until);
  }

  /** Whether anything is sealed. */
  public boolean any() {
    return !until.isEmpty();
  }

  /** Whether the names of this task are sealed. */
  public boolean seals(String task) {
    return until.containsKey(task);
  }

  /** Whether the names of one of these tasks are sealed. */
  public boolean sealsAny(Collection<String> tasks) {
    return tasks.stream().anyMatch(until::containsKey);
  }

  /** "名单密封，2026-12-04 00:00 公开" for a task; "" if it is not sealed. */
  public String note(String task) {
    var at = until.get(task);
    return at == null ? "" : note(at);
  }

  /** The same for all of them: when the last one is opened; "" if none is sealed. */
  public String note() {
    return until.values().stream().max(Instant::compareTo).map(SealedNames::note).orElse("");
  }

  /** "2026-12-04 00:00 公开": when the last of them is opened; "" if none is sealed. */
  public String opening() {
    return note().replaceFirst("^名单密封，", "");
  }

  /** The words for names that are opened at this moment. */
  public static String note(Instant at) {
    return "名单密封，%s 公开".formatted(Shown.time(at));
  }
}
