package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.institution.Institution;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  /**
   * @param parameters the parameters through time
   * @param supervisors all supervisors, each card once
   * @param institutions all institutions, each code once
   * @param sessions all sessions that are known, also those that no task of the plan covers (an
   *     examiner elsewhere cannot be here; a batch outside the plan still joins occasions)
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

  public List<Absence> absencesOf(String card) {
    return absences.getOrDefault(card, List.of());
  }
}
