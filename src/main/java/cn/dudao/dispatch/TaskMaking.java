package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterBook;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 第十三条: 现场督考主要是对每批次考试现场和工作现场进行质量监督检查。 One task for each batch, site and day. */
@Article("13")
public final class TaskMaking {

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  /** "2" before "10": numbers by value, all else as text. */
  private static final Comparator<AppraisalSession> BY_NUMBER =
      Comparator.comparing((AppraisalSession each) -> inDigits(each.number()))
          .thenComparing(AppraisalSession::number);

  private static String inDigits(String number) {
    boolean digits =
        !number.isEmpty() && number.chars().allMatch(each -> each >= '0' && each <= '9');
    return digits && number.length() < 10 ? "0".repeat(10 - number.length()) + number : number;
  }

  /**
   * Which sessions get tasks; an empty set and null mean no limit.
   *
   * @param from first day
   * @param to last day
   * @param districts six-digit division codes; a task counts by its own district
   * @param batches 批次号
   */
  public record Scope(
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      Set<String> districts,
      Set<String> batches) {

    public static final Scope ALL = new Scope(null, null, Set.of(), Set.of());

    public Scope {
      districts = Set.copyOf(districts);
      batches = Set.copyOf(batches);
    }

    public static Scope between(@Nullable LocalDate from, @Nullable LocalDate to) {
      return new Scope(from, to, Set.of(), Set.of());
    }

    boolean covers(SupervisionTask task) {
      return (from == null || !task.date().isBefore(from))
          && (to == null || !task.date().isAfter(to))
          && (districts.isEmpty() || districts.contains(task.district()))
          && (batches.isEmpty() || batches.contains(task.batch()));
    }
  }

  private TaskMaking() {}

  public static List<SupervisionTask> tasksOf(
      Collection<AppraisalSession> sessions, ParameterBook parameters) {
    return tasksOf(sessions, parameters, Scope.ALL);
  }

  /**
   * The tasks in the order of their days and numbers. A batch is important, and its tasks are
   * numbered, by all its sessions that are given, also those outside the scope.
   */
  public static List<SupervisionTask> tasksOf(
      Collection<AppraisalSession> sessions, ParameterBook parameters, Scope scope) {
    Set<String> important =
        sessions.stream()
            .filter(AppraisalSession::important)
            .map(AppraisalSession::batch)
            .collect(Collectors.toCollection(HashSet::new));
    List<SupervisionTask> result = new ArrayList<>();
    for (List<List<AppraisalSession>> sites : sitesByBatchAndDay(sessions)) {
      for (int i = 0; i < sites.size(); i++) {
        String suffix = sites.size() == 1 ? "" : "-" + (i + 1);
        SupervisionTask task = task(sites.get(i), suffix, important, parameters);
        if (scope.covers(task)) {
          result.add(task);
        }
      }
    }
    result.sort(Comparator.comparing(SupervisionTask::date).thenComparing(SupervisionTask::number));
    return List.copyOf(result);
  }

  private record BatchDay(String batch, LocalDate date) {}

  /** For each batch and day its sites, in the order of their first sessions. */
  private static List<List<List<AppraisalSession>>> sitesByBatchAndDay(
      Collection<AppraisalSession> sessions) {
    List<AppraisalSession> inOrder = new ArrayList<>(sessions);
    inOrder.sort(BY_NUMBER);
    Map<BatchDay, Map<String, List<AppraisalSession>>> grouped = new LinkedHashMap<>();
    for (AppraisalSession each : inOrder) {
      grouped
          .computeIfAbsent(new BatchDay(each.batch(), each.date()), key -> new LinkedHashMap<>())
          .computeIfAbsent(each.site().strip(), key -> new ArrayList<>())
          .add(each);
    }
    return grouped.values().stream()
        .<List<List<AppraisalSession>>>map(each -> List.copyOf(each.values()))
        .toList();
  }

  private static SupervisionTask task(
      List<AppraisalSession> sessions,
      String suffix,
      Set<String> important,
      ParameterBook parameters) {
    AppraisalSession first = sessions.getFirst();
    int standardTeam = parameters.on(first.date()).number(Parameter.TEAM_SIZE);
    HalfDays halfDays = first.halfDays();
    int seats = 0;
    for (AppraisalSession each : sessions) {
      Integer wanted = each.supervisorsWanted();
      halfDays = halfDays.union(each.halfDays());
      seats = Math.max(seats, wanted == null ? standardTeam : wanted);
    }
    return new SupervisionTask(
        first.batch() + "-" + DAY.format(first.date()) + suffix,
        first.batch(),
        TaskKind.ON_SITE_EXAM,
        first.institution(),
        first.date(),
        halfDays,
        first.district(),
        first.site().strip(),
        seats,
        important.contains(first.batch()),
        sessions);
  }
}
