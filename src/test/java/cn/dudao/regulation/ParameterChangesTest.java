package cn.dudao.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"1", "22"})
class ParameterChangesTest {

  private static final Actor OFFICER = new Actor("officer-1", "王经办");
  private static final Actor LEADER = new Actor("leader-1", "李负责");
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
  private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

  @Autowired private ParameterChanges changes;
  @Autowired private RecordOfActs ledger;
  @Autowired private JdbcClient database;
  @Autowired private TestClock clock;

  @BeforeEach
  void itIsTheFirstOfDecember() {
    clock.setTo(TODAY);
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  @Test
  void anApprovedValueHoldsFromItsDay() {
    ParameterChange proposed = propose("3");
    assertThat(changes.on(NEW_YEAR).number(Parameter.TEAM_SIZE)).isEqualTo(2);

    changes.approve(proposed.id(), "同意", LEADER);

    assertThat(changes.on(NEW_YEAR.minusDays(1)).number(Parameter.TEAM_SIZE)).isEqualTo(2);
    assertThat(changes.on(NEW_YEAR).number(Parameter.TEAM_SIZE)).isEqualTo(3);
  }

  @Test
  void everyStepIsOnRecord() {
    ParameterChange first = propose("3");
    changes.giveBack(first.id(), "理由不充分", LEADER);
    ParameterChange second = propose("4");
    changes.approve(second.id(), "", LEADER);

    assertThat(ledger.about("parameter", "teamSize"))
        .extracting(RecordOfActs.Entry::act)
        .extracting(act -> act.verb())
        .startsWith(
            "parameter.approve", "parameter.propose", "parameter.return", "parameter.propose");
  }

  @Test
  void aReturnedProposalChangesNothing() {
    ParameterChange proposed = propose("3");
    changes.giveBack(proposed.id(), "理由不充分", LEADER);
    assertThat(changes.on(NEW_YEAR).number(Parameter.TEAM_SIZE)).isEqualTo(2);
    assertThat(changes.find(proposed.id()).orElseThrow().note()).isEqualTo("理由不充分");
  }

  @Test
  void nobodyDecidesTheirOwnProposal() {
    ParameterChange proposed = propose("3");
    assertThatThrownBy(() -> changes.approve(proposed.id(), "", OFFICER))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> changes.giveBack(proposed.id(), "退", OFFICER))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  @Article({"5", "19"})
  void whatTheRegulationFixesCannotBeChanged() {
    ParameterProposal proposal = new ParameterProposal("2", "2027-01-01", "更严格");
    assertThatThrownBy(() -> changes.propose(Parameter.MOST_IN_A_ROW, proposal, OFFICER))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.rulings())
                    .singleElement()
                    .satisfies(ruling -> {
                      assertThat(ruling.article()).isEqualTo("19");
                      assertThat(ruling.permits()).isFalse();
                    }));
    assertThatThrownBy(() -> changes.propose(Parameter.CARD_VALIDITY_YEARS, proposal, OFFICER))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void onlyOneProposalIsOpenForAParameter() {
    propose("3");
    assertThatThrownBy(() -> propose("4")).isInstanceOf(StaleException.class);
  }

  @Test
  void whatIsDecidedIsDecidedOnce() {
    ParameterChange proposed = propose("3");
    changes.approve(proposed.id(), "", LEADER);
    assertThatThrownBy(() -> changes.approve(proposed.id(), "", LEADER))
        .isInstanceOf(StaleException.class);
    assertThatThrownBy(() -> changes.giveBack(proposed.id(), "晚了", LEADER))
        .isInstanceOf(StaleException.class);
  }

  @Test
  void aProposalWhoseDayHasPassedCannotBeApproved() {
    ParameterChange proposed = propose("3");
    clock.setTo(NEW_YEAR.plusDays(1));
    assertThatThrownBy(() -> changes.approve(proposed.id(), "", LEADER))
        .isInstanceOf(RefusedException.class);
    changes.giveBack(proposed.id(), "生效日期已过", LEADER);
  }

  @Test
  void theFormSaysWhatIsWrong() {
    Parameters present = Parameters.STANDARD;
    assertThat(
            new ParameterProposal("0", "2026-11-30", " ")
                .errors(Parameter.TEAM_SIZE, present, TODAY)
                .all())
        .containsOnlyKeys("value", "holdsFrom", "reason");
    assertThat(
            new ParameterProposal("2", "2026-12-01", "理由")
                .errors(Parameter.TEAM_SIZE, present, TODAY)
                .of("value"))
        .contains("相同");
    assertThat(
            new ParameterProposal("3", "2027-02-30", "理由")
                .errors(Parameter.TEAM_SIZE, present, TODAY)
                .of("holdsFrom"))
        .contains("存在的日期");
    assertThat(
            new ParameterProposal("410102，410103", "2026-12-01", "理由")
                .errors(Parameter.URBAN_CORE, present, TODAY)
                .isEmpty())
        .isTrue();
  }

  @Test
  void theDatabaseKeepsWhatWasDecided() {
    ParameterChange proposed = propose("3");
    changes.approve(proposed.id(), "", LEADER);
    assertThatThrownBy(
            () -> database.sql("update regulation.parameter_change set value = '9'").update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void theDatabaseRefusesToForget() {
    propose("3");
    assertThatThrownBy(() -> database.sql("delete from regulation.parameter_change").update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void theDatabaseRefusesOnePersonAlone() {
    ParameterChange proposed = propose("3");
    assertThatThrownBy(() ->
            database
                .sql(
                    """
                    update regulation.parameter_change
                    set state = 'APPROVED', decided_by = proposed_by,
                        decided_by_name = proposed_by_name, decided_at = proposed_at
                    where id = :id
                    """)
                .param("id", proposed.id())
                .update())
        .isInstanceOf(DataAccessException.class);
  }

  private ParameterChange propose(String value) {
    return changes.propose(
        Parameter.TEAM_SIZE,
        new ParameterProposal(value, NEW_YEAR.toString(), "每项任务需要更多人"),
        OFFICER);
  }
}
