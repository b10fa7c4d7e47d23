package cn.dudao.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.FieldChange;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class SupervisorsTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");
  private static final Actor LEADER = new Actor("leader", "李局长");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final String ID_NUMBER = "410105199003074510";

  @Autowired Supervisors supervisors;
  @Autowired RecusalGrounds grounds;
  @Autowired Absences absences;
  @Autowired Institutions institutions;
  @Autowired ChangeHistory history;
  @Autowired RecordOfActs ledger;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;

  @BeforeEach
  void twoInstitutions() {
    clock.setTo(TODAY);
    for (String code : List.of("T-OLD", "T-NEW")) {
      institutions.add(
          new Institution(
              code,
              "单位" + code,
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
    }
  }

  @AfterEach
  void releaseClock() {
    clock.release();
  }

  private static SupervisorEntry anEntry(String card, String employerCode) {
    return anEntry(card, employerCode, ID_NUMBER, List.of());
  }

  private static SupervisorEntry anEntry(
      String card, @Nullable String employerCode, String idNumber, List<StandingPeriod> standings) {
    return new SupervisorEntry(
        new QualitySupervisor(
            card,
            "毛犇建",
            SupervisorKind.REGULAR,
            "单位" + employerCode,
            employerCode,
            List.of(),
            "410105",
            LocalDate.of(2024, 2, 29),
            LocalDate.of(2027, 2, 28),
            new TreeMap<>(Map.of(2025, Grade.PASS)),
            standings,
            "K4100001",
            List.of("电工", "焊工")),
        SupervisorSource.EXAMINER,
        idNumber,
        "13812345678",
        "男",
        "");
  }

  @Test
  @Article("9")
  void everythingThatIsRegisteredIsRead() {
    assertThat(supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "")).isEmpty();

    SupervisorEntry found = supervisors.find("T0001").orElseThrow().value();
    assertThat(found.supervisor()).isEqualTo(anEntry("T0001", "T-OLD").supervisor());
    assertThat(found.idNumber()).isEqualTo("410105**********10");
    assertThat(found.phone()).isEqualTo("138****5678");
    assertThat(supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "")).isNotEmpty();
  }

  @Test
  void personalDataAreSealedAndOneIdNumberBelongsToOneCard() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");

    assertThat(
            jdbc.sql(
                    """
                    select id_number_sealed || id_number_index || phone_sealed
                      from supervisor.supervisor where card = 'T0001'
                    """)
                .query(String.class)
                .single())
        .doesNotContain(ID_NUMBER)
        .doesNotContain("13812345678");
    assertThat(supervisors.add(anEntry("T0002", "T-OLD"), CLERK, ""))
        .singleElement()
        .asString()
        .contains("T0002")
        .contains("T0001")
        .doesNotContain(ID_NUMBER);
    assertThat(supervisors.find("T0002")).isEmpty();
  }

  @Test
  void readingPersonalDataInClearIsRecordedWithItsReason() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");

    assertThat(supervisors.reveal("T0001", Supervisors.PersonalField.ID_NUMBER, "补办证卡", CLERK))
        .isEqualTo(ID_NUMBER);
    assertThat(ledger.about(Supervisors.KIND, "T0001").getFirst().act())
        .satisfies(act -> {
          assertThat(act.verb()).isEqualTo("supervisor.reveal");
          assertThat(act.reason()).isEqualTo("补办证卡");
          assertThat(act.detailsJson()).doesNotContain(ID_NUMBER);
        });
  }

  @Test
  @Article("5")
  void theDatabaseRefusesACardThatIsValidLongerThanTheLawAllows() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");
    assertThatThrownBy(() ->
            jdbc.sql(
                    """
                    update supervisor.supervisor set valid_until = '2027-03-01'
                     where card = 'T0001'
                    """)
                .update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("supervisor_card_validity");
  }

  @Test
  void theLastValidDayOfTheDatabaseIsThatOfTheRule() {
    for (LocalDate issued = LocalDate.of(2023, 12, 1);
        issued.isBefore(LocalDate.of(2025, 4, 1));
        issued = issued.plusDays(1)) {
      assertThat(
              jdbc.sql("select supervisor.last_valid_day(:issued)")
                  .param("issued", issued)
                  .query(LocalDate.class)
                  .single())
          .isEqualTo(QualitySupervisor.lastValidDay(issued, 3));
    }
  }

  @Test
  @Article("18")
  void aChangeOfEmployerKeepsTheOldOneAsFormer() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");
    LocalDate left = LocalDate.of(2026, 10, 31);
    supervisors.change(anEntry("T0001", "T-NEW"), 1, left, CLERK, "调动");

    QualitySupervisor now = supervisors.find("T0001").orElseThrow().value().supervisor();
    assertThat(now.employerCode()).isEqualTo("T-NEW");
    assertThat(now.formerEmployments()).containsExactly(new Employment("T-OLD", left));
    assertThat(history.of(Supervisors.KIND, "T0001", 1).getFirst().fields())
        .extracting(FieldChange::field)
        .contains("工作单位", "单位代码", "曾任职单位");
  }

  @Test
  @Article({"8", "20"})
  void suspensionHoldsFromItsDayUntilReinstated() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");
    supervisors.impose("T0001", 1, Standing.SUSPENDED, TODAY, LEADER, "违反考场规则");
    supervisors.reinstate("T0001", 2, TODAY.plusDays(9), LEADER, "期满");

    assertThat(supervisors.find("T0001").orElseThrow().value().supervisor().standings())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.holdsOn(TODAY.minusDays(1))).isFalse();
          assertThat(each.holdsOn(TODAY)).isTrue();
          assertThat(each.holdsOn(TODAY.plusDays(9))).isTrue();
          assertThat(each.holdsOn(TODAY.plusDays(10))).isFalse();
        });
    assertThatThrownBy(
            () -> supervisors.impose("T0001", 1, Standing.SUSPENDED, TODAY, LEADER, "再次"))
        .isInstanceOf(StaleException.class);
  }

  @Test
  @Article("10")
  void aGradeIsEnteredOnceAndCorrectedWithItsHistory() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");
    supervisors.grade("T0001", 1, 2025, Grade.EXCELLENT, CLERK, "复核更正");

    assertThat(supervisors.find("T0001").orElseThrow().value().supervisor().grades())
        .containsEntry(2025, Grade.EXCELLENT);
    assertThat(history.of(Supervisors.KIND, "T0001", 1).getFirst().fields())
        .containsExactly(new FieldChange("2025 年度考核", "合格", "优秀"));
  }

  @Test
  void importingTwiceChangesNothingTheSecondTime() {
    var rows =
        List.of(
            anEntry("T0001", "T-OLD", ID_NUMBER, List.of()),
            anEntry(
                "T0002",
                null,
                "",
                List.of(new StandingPeriod(Standing.SUSPENDED, null, null, ""))));
    var first = supervisors.difference(rows);
    assertThat(first.added()).hasSize(2);
    supervisors.apply(first, CLERK, "导入");

    assertThat(supervisors.difference(rows).unchanged()).isEqualTo(2);
    var exported = supervisors.allMasked();
    assertThat(supervisors.difference(exported).isEmpty()).as("as exported, masked").isTrue();
    assertThat(supervisors.all())
        .filteredOn(each -> each.card().equals("T0002"))
        .singleElement()
        .satisfies(each -> assertThat(each.standings().getFirst().holdsOn(TODAY)).isTrue());
  }

  @Test
  @Article("20")
  void anImportDoesNotLiftWhatALeaderDecided() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");
    supervisors.impose("T0001", 1, Standing.SUSPENDED, TODAY, LEADER, "违反考场规则");

    var difference = supervisors.difference(List.of(anEntry("T0001", "T-OLD")));
    assertThat(difference.isEmpty()).isTrue();
    assertThat(difference.remarks()).singleElement().asString().contains("停止委派");
  }

  @Test
  @Article("18")
  void groundsAreEnteredOnceAndLiftedWithALastDay() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");
    var ground =
        new RecusalGround("T0001", "T-NEW", RecusalGround.Relation.MASTER, null, null, "其师傅在该单位");
    assertThat(grounds.add(ground, RecusalGrounds.Source.ASKED, CLERK, "单位申请")).isTrue();
    assertThat(grounds.add(ground, RecusalGrounds.Source.ASKED, CLERK, "单位申请")).isFalse();
    assertThat(grounds.difference(List.of(ground, ground)).unchanged()).isEqualTo(1);

    var entered = grounds.of("T0001").getFirst();
    grounds.lift(entered.value().id(), entered.version(), TODAY, CLERK, "关系已解除");
    assertThat(grounds.of("T0001").getFirst().value().ground())
        .satisfies(each -> {
          assertThat(each.holdsOn(TODAY)).isTrue();
          assertThat(each.holdsOn(TODAY.plusDays(1))).isFalse();
        });
    assertThatThrownBy(
            () -> grounds.lift(entered.value().id(), entered.version(), TODAY, CLERK, "再次解除"))
        .isInstanceOf(StaleException.class);
    assertThat(history.of(Supervisors.KIND, "T0001", 10))
        .extracting("what")
        .contains("登记回避关系", "解除回避");
  }

  @Test
  void absencesAreEnteredOnceAndTakenBackOnce() {
    supervisors.add(anEntry("T0001", "T-OLD"), CLERK, "");
    var absence =
        new Absence("T0001", TODAY, TODAY.plusDays(2), HalfDays.of(HalfDay.MORNING), "请假");
    assertThat(absences.add(absence, CLERK, "")).isTrue();
    assertThat(absences.add(absence, CLERK, "")).isFalse();

    var entered = absences.of("T0001").getFirst();
    absences.withdraw(entered.id(), CLERK, "销假");
    absences.withdraw(entered.id(), CLERK, "销假");
    assertThat(absences.of("T0001")).isEmpty();
    assertThat(ledger.about(Absences.KIND, entered.id().toString())).hasSize(1);
  }
}
