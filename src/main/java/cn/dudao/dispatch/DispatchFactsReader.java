package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.institution.Institution;
import cn.dudao.institution.Institutions;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.ParameterHistory;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.Supervisors;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
  private final Assignments orders;

  DispatchFactsReader(
      ParameterChanges parameters,
      Supervisors supervisors,
      Institutions institutions,
      AppraisalSessions sessions,
      RecusalGrounds grounds,
      PastSupervisions history,
      Absences absences,
      Assignments orders) {
    this.parameters = parameters;
    this.supervisors = supervisors;
    this.institutions = institutions;
    this.sessions = sessions;
    this.grounds = grounds;
    this.history = history;
    this.absences = absences;
    this.orders = orders;
  }

  /**
   * The facts, with the tasks that the scope covers. Sessions outside of it are there too: an
   * examiner elsewhere cannot be here, and a batch outside the plan still joins occasions. All
   * reads see the same state of the database.
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public PlanFacts read(TaskMaking.Scope scope) {
    return read(scope, null);
  }

  /**
   * @param plan whose orders are not among the standing ones, null if all are
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  PlanFacts read(TaskMaking.Scope scope, @Nullable UUID plan) {
    return read(scope, plan, institutions.all(), grounds.all(), absences.all());
  }

  /** As {@link #read}, so far as rotation asks: without institutions, grounds and absences. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  PlanFacts readForRotation(TaskMaking.Scope scope, UUID plan) {
    return read(scope, plan, List.of(), List.of(), List.of());
  }

  private PlanFacts read(
      TaskMaking.Scope scope,
      @Nullable UUID plan,
      List<Institution> units,
      List<RecusalGround> recusals,
      List<Absence> away) {
    ParameterHistory book = parameters.history();
    List<AppraisalSession> known = sessions.all();
    var standing = StandingOrders.of(orders.inForceOutside(plan), known, book, scope);
    List<PastSupervision> past = new ArrayList<>(history.all());
    past.addAll(standing.served());
    return new PlanFacts(
        new DispatchFacts(
            book, supervisors.all(), units, known, standing.tasks(), recusals, past, away),
        standing.own(),
        standing.proposal());
  }
}
