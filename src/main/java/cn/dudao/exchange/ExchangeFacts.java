package cn.dudao.exchange;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.TaskMaking;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.supervisor.SupervisorEntry;
import java.util.List;

/** Turns what the files say into the facts that rules and planning read. */
public final class ExchangeFacts {

  private ExchangeFacts() {}

  /**
   * The facts of a reading without errors.
   *
   * @param parameters the parameters through time
   * @param scope which tasks are to be planned; all other sessions stay known
   */
  public static DispatchFacts of(
      ExchangeReading reading, ParameterBook parameters, TaskMaking.Scope scope) {
    List<AppraisalSession> sessions = values(reading.sessions());
    return new DispatchFacts(
        parameters,
        values(reading.supervisors()).stream().map(SupervisorEntry::supervisor).toList(),
        values(reading.institutions()),
        sessions,
        TaskMaking.tasksOf(sessions, parameters, scope),
        values(reading.grounds()),
        values(reading.history()),
        values(reading.absences()));
  }

  private static <T> List<T> values(List<Located<T>> rows) {
    return rows.stream().map(Located::value).toList();
  }
}
