package cn.dudao.dispatch;

import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.platform.calendar.HalfDay.AFTERNOON;
import static cn.dudao.platform.calendar.HalfDay.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** 第十三条: every batch is supervised; one task for each batch, site and day. */
@Article("13")
class TaskMakingTest {

  private static final ParameterBook STANDARD = ParameterBook.always(Parameters.STANDARD);

  private static List<SupervisionTask> tasks(SessionFixture... some) {
    return TaskMaking.tasksOf(sessions(some), STANDARD);
  }

  private static List<AppraisalSession> sessions(SessionFixture... some) {
    return Stream.of(some).map(SessionFixture::build).toList();
  }

  @Test
  void sessionsOfOneDayAtOneSiteAreOneTask() {
    List<SupervisionTask> made =
        tasks(
            aSession("P1", "U1", "2026-12-05")
                .numbered("02")
                .at(AFTERNOON)
                .in("410122")
                .of("焊工", ""),
            aSession("P1", "U1", "2026-12-05").numbered("01").at(MORNING).in("410105"),
            aSession("P1", "U1", "2026-12-06").numbered("03"));
    assertThat(made)
        .extracting(SupervisionTask::number)
        .containsExactly("P1-20261205", "P1-20261206");
    SupervisionTask first = made.getFirst();
    assertThat(first.halfDays()).isEqualTo(HalfDays.of(MORNING, AFTERNOON));
    assertThat(first.district()).as("of the first session by number").isEqualTo("410105");
    assertThat(first.occupation()).isEqualTo("电工");
    assertThat(first.occupationCode()).isEqualTo("6-31-01-03");
    assertThat(first.level()).isEqualTo(4);
    assertThat(first.sessions()).extracting(AppraisalSession::number).containsExactly("01", "02");
    assertThat(first.kind()).isEqualTo(TaskKind.ON_SITE_EXAM);
  }

  @Test
  void sessionNumbersCountByValue() {
    assertThat(
            tasks(
                    aSession("P1", "U1", "2026-12-05").numbered("10").in("410122"),
                    aSession("P1", "U1", "2026-12-05").numbered("9").in("410105"))
                .getFirst()
                .district())
        .isEqualTo("410105");
  }

  @Test
  void severalSitesAreNumberedInTheOrderOfTheirFirstSessions() {
    List<SupervisionTask> made =
        tasks(
            aSession("P1", "U1", "2026-12-05").numbered("03").atSite("西区"),
            aSession("P1", "U1", "2026-12-05").numbered("02"),
            aSession("P1", "U1", "2026-12-05").numbered("01").atSite("西区 "),
            aSession("P1", "U1", "2026-12-06").numbered("04").atSite("东区"));
    assertThat(made)
        .extracting(SupervisionTask::number)
        .containsExactly("P1-20261205-1", "P1-20261205-2", "P1-20261206");
    assertThat(made).extracting(SupervisionTask::site).containsExactly("西区", "", "东区");
    assertThat(made.getFirst().sessions()).hasSize(2);
  }

  @Test
  void seatsAreTheLargestNumberWanted() {
    assertThat(tasks(aSession("P1", "U1", "2026-12-05")).getFirst().seats()).isEqualTo(2);
    assertThat(tasks(aSession("P1", "U1", "2026-12-05").wanting(1)).getFirst().seats())
        .isEqualTo(1);
    assertThat(
            tasks(
                    aSession("P1", "U1", "2026-12-05").numbered("01").wanting(1),
                    aSession("P1", "U1", "2026-12-05").numbered("02"))
                .getFirst()
                .seats())
        .as("an empty cell means the parameter")
        .isEqualTo(2);
    ParameterBook three = ParameterBook.always(new Parameters(Map.of(Parameter.TEAM_SIZE, "3")));
    assertThat(
            TaskMaking.tasksOf(sessions(aSession("P1", "U1", "2026-12-05")), three)
                .getFirst()
                .seats())
        .isEqualTo(3);
  }

  @Test
  void oneImportantRowMakesTheWholeBatchImportant() {
    List<SupervisionTask> made =
        tasks(
            aSession("P1", "U1", "2026-12-05"),
            aSession("P1", "U1", "2026-12-06").numbered("02").important(),
            aSession("P2", "U1", "2026-12-06"));
    assertThat(made).extracting(SupervisionTask::important).containsExactly(true, true, false);
  }

  @Test
  void theScopeChoosesPeriodDistrictsAndBatches() {
    List<AppraisalSession> all =
        sessions(
            aSession("P1", "U1", "2026-12-05"),
            aSession("P1", "U1", "2026-12-06").numbered("02").important(),
            aSession("P2", "U2", "2026-12-06").in("410122"),
            aSession("P3", "U2", "2026-12-07"));
    assertThat(numbers(all, TaskMaking.Scope.between(day(6), day(6))))
        .containsExactly("P1-20261206", "P2-20261206");
    assertThat(numbers(all, TaskMaking.Scope.between(day(7), null))).containsExactly("P3-20261207");
    assertThat(numbers(all, TaskMaking.Scope.between(null, day(5)))).containsExactly("P1-20261205");
    assertThat(numbers(all, new TaskMaking.Scope(null, null, Set.of("410122"), Set.of())))
        .containsExactly("P2-20261206");
    assertThat(numbers(all, new TaskMaking.Scope(null, null, Set.of(), Set.of("P1", "P3"))))
        .containsExactly("P1-20261205", "P1-20261206", "P3-20261207");
    assertThat(
            TaskMaking.tasksOf(all, STANDARD, TaskMaking.Scope.between(day(5), day(5)))
                .getFirst()
                .important())
        .as("also by a row outside the scope")
        .isTrue();
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 12, day);
  }

  private static List<String> numbers(List<AppraisalSession> all, TaskMaking.Scope scope) {
    return TaskMaking.tasksOf(all, STANDARD, scope).stream().map(SupervisionTask::number).toList();
  }
}
