package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.regulation.RefusedException;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Absences;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.transaction.support.TransactionTemplate;

/** A sick call comes while a plan is approved and issued: nobody ill is sent, whoever is first. */
@RoomTest
class SickCallWhileIssuingTest {

  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final LocalDate DAY = LocalDate.of(2026, 12, 5);

  @Autowired ApplicationContext beans;
  @Autowired PlanIssue issue;
  @Autowired Assignments assignments;
  @Autowired Absences absences;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private StoredCity city;
  private DispatchPlan plan;
  private String ill;

  @BeforeEach
  void anApprovedPlan() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .with(aSupervisor("S0001").named("赵一"), aSupervisor("S0002").named("钱二"))
                    .with(aSession("B1", "S1", "2026-12-05"))
                    .build());
    plan = city.plan("2026-12-05", "2026-12-05");
    issue.submit(
        plan.id(), plan.version(), UUID.randomUUID(), PlanSecrecy.NONE, "", StoredCity.CLERK);
    issue.approve(plan.id(), city.now(plan).version(), UUID.randomUUID(), "同意", LEADER);
    ill = city.content(plan).seats().getFirst().card();
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
    threads.shutdownNow();
  }

  private void fallIll() {
    absences.add(new Absence(ill, DAY, DAY, HalfDays.FULL_DAY, "病假"), StoredCity.CLERK, "");
  }

  private void issue() {
    issue.issue(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK);
  }

  private boolean somebodyWaits() {
    return sql.sql(
            """
            select exists (select from pg_locks where locktype = 'advisory' and not granted
                           and database = (select oid from pg_database
                                           where datname = current_database()))
            """)
        .query(Boolean.class)
        .single();
  }

  /** Does one thing, lets the other begin and wait, and then commits the first. */
  private CompletableFuture<Void> whileUncommitted(Runnable first, Runnable second)
      throws Exception {
    var done = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var one =
        CompletableFuture.runAsync(
            () ->
                transactions.executeWithoutResult(status -> {
                  first.run();
                  done.countDown();
                  await(go);
                }),
            threads);
    await(done);
    var other = CompletableFuture.runAsync(second, threads);
    while (!somebodyWaits() && !other.isDone()) {
      Thread.sleep(10);
    }
    go.countDown();
    one.get(20, TimeUnit.SECONDS);
    return other;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  @DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
  void theOrderThatWasGoingOutIsWithdrawn() throws Exception {
    whileUncommitted(this::issue, this::fallIll).get(20, TimeUnit.SECONDS);
    assertThat(assignments.of("B1-20261205"))
        .hasSize(2)
        .filteredOn(each -> each.card().equals(ill))
        .extracting(Assignment::state)
        .containsExactly(AssignmentState.WITHDRAWN);
  }

  @Test
  @DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
  void theIssueThatComesSecondIsRefused() throws Exception {
    var review = beans.getBean(cn.dudao.dispatch.assignment.AssignmentReview.class);
    var second =
        whileUncommitted(
            () -> {
              fallIll();
              review.settle();
            },
            this::issue);
    assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(RefusedException.class);
    assertThat(assignments.inForceOf(plan.id())).isEmpty();
  }
}
