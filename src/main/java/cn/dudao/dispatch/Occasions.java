package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.regulation.Article;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * 第十九条: 按批次和督导历史排出各单位的“次”. From batches planned or not, and history. Who was or will be there is
 * not asked here: an occasion that nobody is assigned to exists, but does not count.
 */
@Article("19")
public final class Occasions {

  private final Map<String, List<Occasion>> atInstitution = new HashMap<>();
  private final Map<String, Occasion> byTask = new HashMap<>();
  private final IdentityHashMap<PastSupervision, Occasion> byPast = new IdentityHashMap<>();

  /**
   * @param sessions all known sessions; a batch spans from its first to its last session day
   * @param tasks the tasks of the plan; each lies in the span of its batch
   * @param history past supervisions: spans of one day
   */
  public static Occasions of(
      Collection<AppraisalSession> sessions,
      Collection<SupervisionTask> tasks,
      Collection<PastSupervision> history) {
    Map<String, Map<String, Span>> batches = new LinkedHashMap<>();
    for (AppraisalSession each : sessions) {
      batchSpan(batches, each.institution(), each.batch(), each.date());
    }
    for (SupervisionTask each : tasks) {
      batchSpan(batches, each.institution(), each.batch(), each.date()).tasks.add(each);
    }
    Map<String, List<Span>> spans = new LinkedHashMap<>();
    batches.forEach((unit, each) -> spans.put(unit, new ArrayList<>(each.values())));
    for (PastSupervision each : history) {
      Span span = new Span(each.date());
      span.past.add(each);
      spans.computeIfAbsent(each.institution(), key -> new ArrayList<>()).add(span);
    }
    Occasions result = new Occasions();
    spans.forEach((unit, each) -> result.add(unit, joined(each)));
    return result;
  }

  private static Span batchSpan(
      Map<String, Map<String, Span>> batches, String unit, String batch, LocalDate day) {
    Span span =
        batches
            .computeIfAbsent(unit, key -> new LinkedHashMap<>())
            .computeIfAbsent(batch, key -> new Span(day));
    span.reach(day);
    return span;
  }

  /** Joins spans that share a day, transitively; the result is in the order of time. */
  private static List<Span> joined(List<Span> spans) {
    spans.sort(Comparator.comparing(each -> each.first));
    List<Span> result = new ArrayList<>();
    for (Span each : spans) {
      if (result.isEmpty() || each.first.isAfter(result.getLast().last)) {
        result.add(each);
      } else {
        result.getLast().join(each);
      }
    }
    return result;
  }

  private void add(String unit, List<Span> spans) {
    List<Occasion> occasions = new ArrayList<>();
    for (Span span : spans) {
      span.tasks.sort(
          Comparator.comparing(SupervisionTask::date).thenComparing(SupervisionTask::number));
      span.past.sort(
          Comparator.comparing(PastSupervision::date).thenComparing(PastSupervision::task));
      Occasion occasion =
          new Occasion(unit, occasions.size(), span.first, span.last, span.tasks, span.past);
      occasions.add(occasion);
      span.tasks.forEach(each -> byTask.put(each.number(), occasion));
      span.past.forEach(each -> byPast.put(each, occasion));
    }
    atInstitution.put(unit, List.copyOf(occasions));
  }

  /** All occasions at a unit in the order of time. */
  public List<Occasion> at(String institution) {
    return atInstitution.getOrDefault(institution, List.of());
  }

  /** The occasion that a task of the plan belongs to. */
  public Occasion of(SupervisionTask task) {
    Occasion found = byTask.get(task.number());
    if (found == null) {
      throw new NoSuchElementException("not a task of the plan: " + task.number());
    }
    return found;
  }

  /** The occasion that a past supervision belongs to; the very object that was given. */
  public Occasion of(PastSupervision past) {
    Occasion found = byPast.get(past);
    if (found == null) {
      throw new NoSuchElementException("not in the history: " + past);
    }
    return found;
  }

  private static final class Span {
    private LocalDate first;
    private LocalDate last;
    private final List<SupervisionTask> tasks = new ArrayList<>();
    private final List<PastSupervision> past = new ArrayList<>();

    private Span(LocalDate day) {
      first = day;
      last = day;
    }

    private void reach(LocalDate day) {
      first = day.isBefore(first) ? day : first;
      last = day.isAfter(last) ? day : last;
    }

    private void join(Span other) {
      reach(other.last);
      tasks.addAll(other.tasks);
      past.addAll(other.past);
    }
  }
}
