package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.institution.Institutions;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.ParameterHistory;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.Supervisors;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads from the registers everything that rules and planning know, as of one moment. */
@Component
public class DispatchFactsReader {

  private final ParameterChanges parameters;
  private final Supervisors supervisors;
  private final Institutions institutions;
  private final AppraisalSessions sessions;
  private final RecusalGrounds grounds;
  private final PastSupervisions history;
  private final Absences absences;

  DispatchFactsReader(
      ParameterChanges parameters,
      Supervisors supervisors,
      Institutions institutions,
      AppraisalSessions sessions,
      RecusalGrounds grounds,
      PastSupervisions history,
      Absences absences) {
    this.parameters = parameters;
    this.supervisors = supervisors;
    this.institutions = institutions;
    this.sessions = sessions;
    this.grounds = grounds;
    this.history = history;
    this.absences = absences;
  }

  /**
   * The facts, with the tasks that the scope covers. Sessions outside of it are there too: an
   * examiner elsewhere cannot be here, and a batch outside the plan still joins occasions. All
   * reads see the same state of the database.
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public DispatchFacts read(TaskMaking.Scope scope) {
    ParameterHistory book = parameters.history();
    List<AppraisalSession> known = sessions.all();
    return new DispatchFacts(
        book,
        supervisors.all(),
        institutions.all(),
        known,
        TaskMaking.tasksOf(known, book, scope),
        grounds.all(),
        history.all(),
        absences.all());
  }
}
