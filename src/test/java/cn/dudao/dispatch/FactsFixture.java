package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known, told piece by piece; every session is planned unless it is told as known only. */
public final class FactsFixture {

  private final Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
  private @Nullable ParameterBook throughTime;
  private final List<QualitySupervisor> supervisors = new ArrayList<>();
  private final List<Institution> institutions = new ArrayList<>();
  private final List<AppraisalSession> planned = new ArrayList<>();
  private final List<AppraisalSession> knownOnly = new ArrayList<>();
  private final List<RecusalGround> grounds = new ArrayList<>();
  private final List<PastSupervision> history = new ArrayList<>();
  private final List<Absence> absences = new ArrayList<>();

  public static FactsFixture facts() {
    return new FactsFixture();
  }

  public FactsFixture with(Parameter parameter, Object value) {
    parameters.put(parameter, value.toString());
    return this;
  }

  /** Parameters that change with the day; instead of single values. */
  public FactsFixture with(ParameterBook throughTime) {
    this.throughTime = throughTime;
    return this;
  }

  public FactsFixture with(SupervisorFixture... some) {
    for (SupervisorFixture each : some) {
      supervisors.add(each.build());
    }
    return this;
  }

  public FactsFixture with(SessionFixture... some) {
    for (SessionFixture each : some) {
      planned.add(each.build());
    }
    return this;
  }

  /** A session that exists, but that the plan does not cover. */
  public FactsFixture knowing(SessionFixture... some) {
    for (SessionFixture each : some) {
      knownOnly.add(each.build());
    }
    return this;
  }

  public FactsFixture withInstitution(String code) {
    return withInstitution(code, "单位" + code, null);
  }

  public FactsFixture withInstitution(String code, String name, @Nullable String parent) {
    institutions.add(
        new Institution(
            code,
            name,
            InstitutionKind.STATION,
            "410105",
            "",
            parent,
            List.of(),
            "",
            null,
            "",
            "",
            ""));
    return this;
  }

  public FactsFixture withGround(
      String card,
      String institution,
      RecusalGround.Relation relation,
      @Nullable String from,
      @Nullable String to) {
    grounds.add(
        new RecusalGround(
            card,
            institution,
            relation,
            from == null ? null : LocalDate.parse(from),
            to == null ? null : LocalDate.parse(to),
            ""));
    return this;
  }

  public FactsFixture withPast(String institution, String date, String task, String... cards) {
    history.add(
        new PastSupervision(
            institution, LocalDate.parse(date), task, TaskKind.ON_SITE_EXAM, List.of(cards)));
    return this;
  }

  public FactsFixture withAbsence(String card, String from, String to, HalfDays halfDays) {
    absences.add(new Absence(card, LocalDate.parse(from), LocalDate.parse(to), halfDays, "请假"));
    return this;
  }

  public DispatchFacts build() {
    ParameterBook book =
        throughTime == null ? ParameterBook.always(new Parameters(parameters)) : throughTime;
    List<AppraisalSession> sessions = new ArrayList<>(planned);
    sessions.addAll(knownOnly);
    return new DispatchFacts(
        book,
        supervisors,
        institutions,
        sessions,
        TaskMaking.tasksOf(planned, book),
        grounds,
        history,
        absences);
  }
}
