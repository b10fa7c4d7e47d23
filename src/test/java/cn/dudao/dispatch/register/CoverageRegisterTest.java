package cn.dudao.dispatch.register;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article("13")
class CoverageRegisterTest {

  @Autowired ApplicationContext beans;
  @Autowired CoverageRegister register;
  @Autowired Coverage coverage;
  @Autowired MockMvc mvc;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  /** Far from the days of other tests. On 10 March 2032, a Wednesday. */
  @BeforeEach
  void batchesAtEveryStage() {
    clock.setTo(LocalDate.of(2032, 3, 10));
    new StoredCity(beans)
        .with(
            facts()
                .withInstitution("C-1", "甲鉴定站", null)
                .withInstitution("C-2", "乙鉴定站", null)
                .with(aSupervisor("C0001").named("赵一"), aSupervisor("C0002").named("钱二"))
                .with(
                    aSession("CB1", "C-1", "2032-03-08"),
                    aSession("CB2", "C-1", "2032-03-11"),
                    aSession("CB3", "C-1", "2032-03-12"),
                    aSession("CB3", "C-1", "2032-03-13").numbered("2"),
                    aSession("CB4", "C-2", "2032-03-15"),
                    aSession("CB5", "C-2", "2032-03-16"))
                .build());
    var orders =
        new OrdersFixture(sql)
            // over, somebody was sent
            .task("CB1-1", "CB1", "C-1", "2032-03-08", "C0001", "C0002")
            // accepted by both
            .task("CB2-1", "CB2", "C-1", "2032-03-11")
            // one of two days issued, with one of two seats
            .task("CB3-1", "CB3", "C-1", "2032-03-12", "C0001")
            // issued, and all orders ended since
            .task("CB5-1", "CB5", "C-2", "2032-03-16");
    orders.order("CB2-1", "C0001", 1, "ACCEPTED");
    orders.order("CB2-1", "C0002", 2, "ACCEPTED");
    orders.order("CB5-1", "C0001", 1, "WITHDRAWN");
    orders.order("CB5-1", "C0002", 2, "DECLINED");
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private List<CoverageBatch> batches(String... filter) {
    return register
        .list(
            ListQuery.of(
                "/dispatch/coverage", filter.length == 0 ? Map.of() : Map.of(filter[0], filter[1])))
        .rows();
  }

  @Test
  void everyBatchShowsHowFarItHasComeAndWhyNot() {
    assertThat(batches())
        .extracting(
            CoverageBatch::number,
            each -> each.stage().label(),
            CoverageBatch::tasks,
            CoverageBatch::issued,
            CoverageBatch::accepted,
            CoverageBatch::done,
            CoverageBatch::openSeats,
            CoverageBatch::reason)
        .containsExactly(
            tuple("CB1", "已实施", 1, 1, 0, 1, 0, ""),
            tuple("CB2", "已接受", 1, 1, 1, 0, 0, ""),
            tuple("CB3", "未覆盖", 2, 1, 0, 0, 1, "1 项任务尚未编入委派方案；空缺 1 席"),
            tuple("CB4", "未覆盖", 1, 0, 0, 0, 0, "尚未编入委派方案"),
            tuple("CB5", "未覆盖", 1, 0, 0, 0, 2, "1 项任务尚无督导员；空缺 2 席；撤回委派 1 项（第14条）；不能承担 1 项"));
  }

  @Test
  void stagesAndInstitutionsFilter() {
    assertThat(batches("stage", "UNCOVERED"))
        .extracting(CoverageBatch::number)
        .containsExactly("CB3", "CB4", "CB5");
    assertThat(batches("stage", "DONE")).extracting(CoverageBatch::number).containsExactly("CB1");
    assertThat(batches("stage", "ACCEPTED"))
        .extracting(CoverageBatch::number)
        .containsExactly("CB2");
    assertThat(batches("stage", "ISSUED")).isEmpty();
    assertThat(batches("stage", "OPEN"))
        .extracting(CoverageBatch::number)
        .containsExactly("CB3", "CB5");
    assertThat(batches("institution", "乙鉴定"))
        .extracting(CoverageBatch::number)
        .containsExactly("CB4", "CB5");
    assertThat(batches("from", "2032-03-15"))
        .extracting(CoverageBatch::number)
        .containsExactly("CB4", "CB5");
  }

  @Test
  void theDeskCountsOrdersToo() {
    var total = coverage.total(LocalDate.of(2032, 3, 8), LocalDate.of(2032, 3, 21));
    assertThat(total.batches()).isEqualTo(5);
    assertThat(total.covered()).isEqualTo(2);
    assertThat(total.seats()).isEqualTo(8);
    assertThat(total.filled()).isEqualTo(5);
  }

  @Test
  void onlyTheBureauReadsIt() throws Exception {
    var rows =
        AssignmentRegisterTest.book(mvc.perform(get("/dispatch/coverage.xlsx").with(As.leader())));
    assertThat(rows).hasSize(6);
    mvc.perform(get("/dispatch/coverage").with(As.officer())).andExpect(status().isOk());
    for (String address : List.of("/dispatch/coverage", "/dispatch/coverage.xlsx")) {
      for (var other :
          List.of(As.supervisor("C0001"), As.institutionStaff("C-1"), As.a(UserRole.AUDIT_ADMIN))) {
        mvc.perform(get(address).with(other)).andExpect(status().isForbidden());
      }
    }
  }
}
