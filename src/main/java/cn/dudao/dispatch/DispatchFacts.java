package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.institution.Institution;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that rules and planning know: read once, never changed. Built from the database or
 * from the office's spreadsheets, the same either way.
 */
public final class DispatchFacts {

  private final ParameterBook parameters;
  private final Map<String, QualitySupervisor> supervisors;
  private final Map<String, Institution> institutions;
  private final List<AppraisalSession> sessions;
  private final Map<String, SupervisionTask> tasks;
  private final Map<String, List<RecusalGround>> grounds;
  private final List<PastSupervision> history;
  private final Map<String, List<Absence>> absences;
  private final Map<String, List<PastSupervision>> historyByCard = new HashMap<>();
  private final Map<LocalDate, Map<String, List<AppraisalSession>>> rosters = new HashMap<>();
  private final Map<String, List<String>> codesByName = new HashMap<>();
  private final Map<String, List<String>> childrenByParent = new HashMap<>();
  private final Occasions occasions;

  /**
   * @param parameters the parameters through time
   * @param supervisors all supervisors, each card once
   * @param institutions all institutions, each code once
   * @param sessions all sessions that are known, also those that no task of the plan covers (an
   *     examiner elsewhere cannot be here; a batch outside the plan still joins occasions); those
   *     of the tasks are among them
   * @param tasks the tasks of the plan
   * @param grounds declared and decided grounds of recusal
   * @param history past supervisions
   * @param absences absences
   */
  public DispatchFacts(
      ParameterBook parameters,
      List<QualitySupervisor> supervisors,
      List<Institution> institutions,
      List<AppraisalSession> sessions,
      List<SupervisionTask> tasks,
      List<RecusalGround> grounds,
      List<PastSupervision> history,
      List<Absence> absences) {
    this.parameters = parameters;
    this.supervisors = index(supervisors, QualitySupervisor::card);
    this.institutions = index(institutions, Institution::code);
    this.sessions = List.copyOf(sessions);
    this.tasks = index(tasks, SupervisionTask::number);
    this.grounds = grounds.stream().collect(Collectors.groupingBy(RecusalGround::card));
    this.history = List.copyOf(history);
    this.absences = absences.stream().collect(Collectors.groupingBy(Absence::card));
    for (PastSupervision past : this.history) {
      for (String card : Set.copyOf(past.cards())) {
        historyByCard.computeIfAbsent(card, key -> new ArrayList<>()).add(past);
      }
    }
    this.sessions.forEach(this::enterRoster);
    for (Institution each : this.institutions.values()) {
      codesByName.computeIfAbsent(each.name().strip(), key -> new ArrayList<>()).add(each.code());
      String parent = each.parentCode();
      if (parent != null && !parent.isBlank()) {
        childrenByParent.computeIfAbsent(parent, key -> new ArrayList<>()).add(each.code());
      }
    }
    this.occasions = Occasions.of(this.sessions, this.tasks.values(), this.history);
  }

  private void enterRoster(AppraisalSession session) {
    Map<String, List<AppraisalSession>> day =
        rosters.computeIfAbsent(session.date(), key -> new HashMap<>());
    for (String entry : session.examiners()) {
      day.computeIfAbsent(entry.strip(), key -> new ArrayList<>()).add(session);
    }
  }

  /**
   * The same facts with one task, and its sessions with it, at another time: to try what would
   * happen.
   */
  public DispatchFacts moving(SupervisionTask task, LocalDate date, HalfDays halfDays) {
    SupervisionTask there = task.at(date, halfDays);
    Map<String, AppraisalSession> moved = new HashMap<>();
    there.sessions().forEach(each -> moved.put(each.number(), each));
    return new DispatchFacts(
        parameters,
        List.copyOf(supervisors.values()),
        List.copyOf(institutions.values()),
        sessions.stream()
            .map(each ->
                each.batch().equals(task.batch()) ? moved.getOrDefault(each.number(), each) : each)
            .toList(),
        tasks.values().stream()
            .map(each -> each.number().equals(task.number()) ? there : each)
            .toList(),
        grounds.values().stream().flatMap(List::stream).toList(),
        history,
        absences.values().stream().flatMap(List::stream).toList());
  }

  private static <T> Map<String, T> index(List<T> all, Function<T, String> key) {
    Map<String, T> result = new LinkedHashMap<>();
    for (T each : all) {
      if (result.put(key.apply(each), each) != null) {
        throw new IllegalArgumentException("twice: " + key.apply(each));
      }
    }
    return result;
  }

  public ParameterBook parameters() {
    return parameters;
  }

  /** By card, in the order in which they were given. */
  public Map<String, QualitySupervisor> supervisors() {
    return supervisors;
  }

  /** By code. */
  public Map<String, Institution> institutions() {
    return institutions;
  }

  public List<AppraisalSession> sessions() {
    return sessions;
  }

  /** By number, in the order in which they were given. */
  public Map<String, SupervisionTask> tasks() {
    return tasks;
  }

  public List<RecusalGround> groundsOf(String card) {
    return grounds.getOrDefault(card, List.of());
  }

  public List<PastSupervision> history() {
    return history;
  }

  /** Past supervisions that a supervisor took part in. */
  public List<PastSupervision> historyOf(String card) {
    return historyByCard.getOrDefault(card, List.of());
  }

  /** 次 of supervision at every unit (Art. 19). */
  public Occasions occasions() {
    return occasions;
  }

  /**
   * The sessions of a day, anywhere, whose examiner roster names a supervisor: by examiner number
   * or by name.
   */
  public List<AppraisalSession> examining(QualitySupervisor supervisor, LocalDate day) {
    Map<String, List<AppraisalSession>> roster = rosters.get(day);
    if (roster == null) {
      return List.of();
    }
    List<AppraisalSession> byName = roster.getOrDefault(supervisor.name().strip(), List.of());
    String number = supervisor.examinerNumber();
    if (number == null || number.isBlank()) {
      return byName;
    }
    List<AppraisalSession> byNumber = roster.getOrDefault(number.strip(), List.of());
    if (byName.isEmpty() || byNumber.isEmpty()) {
      return byName.isEmpty() ? byNumber : byName;
    }
    Set<AppraisalSession> both = new LinkedHashSet<>(byNumber);
    both.addAll(byName);
    return List.copyOf(both);
  }

  /** The codes of the institutions that name another one as their parent. */
  public List<String> childrenOf(String institution) {
    return childrenByParent.getOrDefault(institution, List.of());
  }

  /**
   * The code of the institution that a supervisor works for: as registered, or that of the one
   * institution that bears the employer's name; null if the employer is no institution.
   */
  public @Nullable String employerCodeOf(QualitySupervisor supervisor) {
    String code = supervisor.employerCode();
    if (code != null && !code.isBlank()) {
      return code;
    }
    List<String> named = codesByName.getOrDefault(supervisor.employer().strip(), List.of());
    return named.size() == 1 ? named.getFirst() : null;
  }

  public List<Absence> absencesOf(String card) {
    return absences.getOrDefault(card, List.of());
  }

  /** Whether an absence touches any half-day of the day. */
  public boolean isAbsentOn(String card, LocalDate day) {
    for (Absence each : absencesOf(card)) {
      if (each.touches(day, HalfDays.FULL_DAY)) {
        return true;
      }
    }
    return false;
  }

  /** The same knowledge with other tasks to plan. */
  public DispatchFacts withTasks(List<SupervisionTask> others) {
    return new DispatchFacts(
        parameters,
        List.copyOf(supervisors.values()),
        List.copyOf(institutions.values()),
        sessions,
        others,
        grounds.values().stream().flatMap(List::stream).toList(),
        history,
        absences.values().stream().flatMap(List::stream).toList());
  }
}
