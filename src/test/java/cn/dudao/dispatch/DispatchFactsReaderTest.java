package cn.dudao.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.SupervisorKind;
import cn.dudao.supervisor.Supervisors;
import cn.dudao.support.RoomTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class DispatchFactsReaderTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");
  private static final LocalDate DAY = LocalDate.of(2026, 12, 5);

  @Autowired DispatchFactsReader reader;
  @Autowired AppraisalSessions sessions;
  @Autowired PastSupervisions history;
  @Autowired Institutions institutions;
  @Autowired Supervisors supervisors;

  @BeforeEach
  void oneInstitutionAndTwoSupervisors() {
    institutions.add(
        new Institution(
            "T-1",
            "东区鉴定站",
            InstitutionKind.STATION,
            "410105",
            "",
            null,
            List.of(),
            "",
            null,
            "",
            "",
            ""),
        CLERK,
        "");
    for (String card : List.of("T0001", "T0002")) {
      supervisors.add(
          new SupervisorEntry(
              new QualitySupervisor(
                  card,
                  "王伟",
                  SupervisorKind.NATIONAL,
                  "市人社局",
                  null,
                  List.of(),
                  "410105",
                  LocalDate.of(2025, 1, 1),
                  LocalDate.of(2027, 12, 31),
                  new TreeMap<>(),
                  List.of(),
                  null,
                  List.of()),
              null,
              "",
              "",
              "",
              ""),
          CLERK,
          "");
    }
  }

  private static AppraisalSession aSession(String batch, String number, LocalDate day) {
    return new AppraisalSession(
        batch,
        number,
        "T-1",
        "电工",
        "6-31-01-03",
        4,
        day,
        HalfDays.of(HalfDay.MORNING),
        SiteKind.EXAM,
        "410105",
        "",
        30,
        List.of("K4100001", "张三"),
        null,
        false);
  }

  @Test
  void theFactsHoldWhatTheRegistersHold() {
    sessions.apply(
        sessions.difference(
            List.of(aSession("T-B1", "01", DAY), aSession("T-B2", "01", DAY.plusDays(40)))),
        CLERK,
        "导入");
    var past =
        new PastSupervision(
            "T-1",
            DAY.minusDays(30),
            "H-1",
            TaskKind.ROUTINE_INSPECTION,
            List.of("T0002", "T0001"));
    history.apply(history.difference(List.of(past)), CLERK, "导入");
    assertThat(history.difference(List.of(past)).unchanged()).isEqualTo(1);

    DispatchFacts facts =
        reader
            .read(new TaskMaking.Scope(DAY, DAY.plusDays(7), Set.of(), Set.of("T-B1", "T-B2")))
            .facts();
    assertThat(facts.tasks().keySet()).containsExactly("T-B1-20261205");
    assertThat(facts.sessions())
        .contains(aSession("T-B1", "01", DAY), aSession("T-B2", "01", DAY.plusDays(40)));
    assertThat(facts.supervisors()).containsKeys("T0001", "T0002");
    assertThat(facts.history())
        .contains(
            new PastSupervision(
                "T-1",
                DAY.minusDays(30),
                "H-1",
                TaskKind.ROUTINE_INSPECTION,
                List.of("T0001", "T0002")));
  }

  @Test
  void aSessionThatWasCalledOffIsNoFactAndStaysSo() {
    sessions.add(aSession("T-B1", "01", DAY), CLERK, "");
    sessions.cancel("T-B1", "01", 1, CLERK, "报名人数不足");
    sessions.cancel("T-B1", "01", 1, CLERK, "报名人数不足");

    assertThat(sessions.all()).extracting(AppraisalSession::batch).doesNotContain("T-B1");
    var again = sessions.difference(List.of(aSession("T-B1", "01", DAY)));
    assertThat(again.isEmpty()).isTrue();
    assertThat(again.remarks()).singleElement().asString().contains("已登记为取消");
  }

  @Test
  void manySessionsAreBroughtInSetWise() {
    List<AppraisalSession> many = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("dudao.test.sessions", 20_000); i++) {
      many.add(aSession("T-M" + i / 3, "0" + i % 3, DAY.plusDays(i % 90)));
    }
    Instant start = Instant.now();
    sessions.apply(sessions.difference(many), CLERK, "导入");
    assertThat(sessions.difference(many).unchanged()).isEqualTo(many.size());
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(40));

    many.replaceAll(each -> each.number().equals("00") ? aSession(each.batch(), "00", DAY) : each);
    var difference = sessions.difference(many);
    assertThat(difference.changed()).isNotEmpty();
    sessions.apply(difference, CLERK, "导入");
    assertThat(sessions.difference(many).isEmpty()).isTrue();
  }
}
