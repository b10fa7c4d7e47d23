package cn.dudao.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.dudao.dispatch.register.Coverage;
import cn.dudao.dispatch.register.CoverageLine;
import cn.dudao.dispatch.register.UncoveredBatch;
import cn.dudao.regulation.Article;
import cn.dudao.support.RoomTest;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"2", "13"})
class CoverageTest {

  /** A Monday far from the days of other tests. */
  private static final LocalDate MONDAY = LocalDate.of(2031, 3, 3);

  private static final LocalDate END = MONDAY.plusDays(13);

  @Autowired private Coverage coverage;
  @Autowired private JdbcClient database;

  @BeforeEach
  void aCity() {
    new DeskFixture(database)
        .institution("U1", "甲鉴定站")
        .institution("U2", "乙鉴定站")
        .supervisor("DESK0001", "张三", MONDAY.plusYears(1))
        // covered, one seat of two open
        .session("B1", "U1", MONDAY)
        .plan("B1", "U1", MONDAY, "DESK0001")
        // of two days only one is manned
        .session("B2", "U1", MONDAY.plusDays(1))
        .session("B2", "U1", MONDAY.plusDays(2))
        .plan("B2", "U1", MONDAY.plusDays(1), "DESK0001")
        // planned, nobody found
        .session("B3", "U2", MONDAY.plusDays(7))
        .plan("B3", "U2", MONDAY.plusDays(7))
        // in no plan
        .session("B4", "U2", MONDAY.plusDays(8));
  }

  @Test
  void everyUncoveredBatchIsNamedWithItsReason() {
    assertThat(coverage.uncovered(MONDAY, END, 10))
        .extracting(UncoveredBatch::number, UncoveredBatch::reason)
        .containsExactly(
            tuple("B2", "2 项任务中有 1 项尚无督导员"), tuple("B3", "已编入委派方案，尚无督导员"), tuple("B4", "尚未编入委派方案"));
  }

  @Test
  void weeksAndInstitutionsAreCounted() {
    assertThat(coverage.byWeek(MONDAY, END))
        .extracting(CoverageLine::label, CoverageLine::batches, CoverageLine::covered)
        .containsExactly(tuple("2031-03-03 至 03-09", 2, 1), tuple("2031-03-10 至 03-16", 2, 0));
    assertThat(coverage.byInstitution(MONDAY, END))
        .extracting(CoverageLine::label, CoverageLine::batches, CoverageLine::uncovered)
        .containsExactly(tuple("乙鉴定站", 2, 2), tuple("甲鉴定站", 2, 1));
    CoverageLine total = coverage.total(MONDAY, END);
    assertThat(total.batches()).isEqualTo(4);
    assertThat(total.covered()).isEqualTo(1);
    assertThat(total.percent()).isEqualTo(25);
    assertThat(total.seats()).isEqualTo(6);
    assertThat(total.filled()).isEqualTo(2);
  }

  @Test
  void aCancelledSessionNeedsNobody() {
    database
        .sql(
            "update appraisal.session set cancelled_at = now(), cancel_reason = '停考'"
                + " where batch = 'B4'")
        .update();
    assertThat(coverage.uncovered(MONDAY, END, 10))
        .extracting(UncoveredBatch::number)
        .containsExactly("B2", "B3");
  }

  @Test
  void aPeriodWithoutBatchesIsWhollyCovered() {
    CoverageLine none = coverage.total(MONDAY.plusYears(5), MONDAY.plusYears(6));
    assertThat(none.batches()).isZero();
    assertThat(none.percent()).isEqualTo(100);
  }
}
