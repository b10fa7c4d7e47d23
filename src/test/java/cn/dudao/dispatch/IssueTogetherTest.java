package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.RefusedException;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

/** Several people at the same moment: one effect. */
@RoomTest
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Article({"8", "19"})
class IssueTogetherTest {

  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final Actor COLLEAGUE = new Actor("colleague", "李科员");

  @Autowired ApplicationContext beans;
  @Autowired PlanIssue issue;
  @Autowired Assignments assignments;
  @Autowired TestClock clock;

  private StoredCity city;

  @BeforeEach
  void aCity() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .with(
                        aSupervisor("S0001").named("赵一").nationalLevel(),
                        aSupervisor("S0002").named("钱二"),
                        aSupervisor("S0003").named("孙三"))
                    .with(aSession("B1", "S1", "2026-12-05"))
                    .build());
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private DispatchPlan approved(DispatchPlan plan) {
    issue.submit(
        plan.id(),
        city.now(plan).version(),
        UUID.randomUUID(),
        PlanSecrecy.NONE,
        "",
        StoredCity.CLERK);
    issue.approve(plan.id(), city.now(plan).version(), UUID.randomUUID(), "", LEADER);
    return city.now(plan);
  }

  /** Carries them out at the same moment; what each gave, or the exception that it threw. */
  private static List<Object> together(List<Callable<Integer>> acts) throws Exception {
    var start = new CyclicBarrier(acts.size());
    try (var threads = Executors.newFixedThreadPool(acts.size())) {
      List<Future<Integer>> running =
          acts.stream()
              .map(each ->
                  threads.submit(() -> {
                    start.await();
                    return each.call();
                  }))
              .toList();
      List<Object> results = new ArrayList<>();
      for (var each : running) {
        try {
          results.add(each.get());
        } catch (ExecutionException failed) {
          results.add(failed.getCause());
        }
      }
      return results;
    }
  }

  @Test
  void twoOfficersIssueTheSamePlan() throws Exception {
    var plan = approved(city.plan("2026-12-05", "2026-12-05"));
    var results =
        together(
            List.of(
                () -> issue.issue(plan.id(), plan.version(), UUID.randomUUID(), StoredCity.CLERK),
                () -> issue.issue(plan.id(), plan.version(), UUID.randomUUID(), COLLEAGUE)));
    assertThat(results).filteredOn(Integer.class::isInstance).containsExactly(2);
    assertThat(results).filteredOn(StaleException.class::isInstance).hasSize(1);
    assertThat(assignments.inForceOf(plan.id())).hasSize(2);
  }

  @Test
  void aLostAnswerIsRepeatedAtOnce() throws Exception {
    var plan = approved(city.plan("2026-12-05", "2026-12-05"));
    var key = UUID.randomUUID();
    Callable<Integer> click = () -> issue.issue(plan.id(), plan.version(), key, StoredCity.CLERK);
    var results = together(List.of(click, click, click));
    assertThat(results).containsExactlyInAnyOrder(2, 0, 0);
    assertThat(assignments.inForceOf(plan.id()))
        .extracting(Assignment::documentNumber)
        .containsExactlyInAnyOrder("督派〔2026〕1号", "督派〔2026〕2号");
  }

  @Test
  void twoPlansForTheSameTaskSendOneTeam() throws Exception {
    var one = city.plan("2026-12-05", "2026-12-05");
    var other = city.plan("2026-12-05", "2026-12-05");
    var first = approved(one);
    var second = approved(other);
    var results =
        together(
            List.of(
                () -> issue.issue(first.id(), first.version(), UUID.randomUUID(), StoredCity.CLERK),
                () -> issue.issue(second.id(), second.version(), UUID.randomUUID(), COLLEAGUE)));
    assertThat(results).filteredOn(Integer.class::isInstance).containsExactly(2);
    assertThat(results).filteredOn(RefusedException.class::isInstance).hasSize(1);
    assertThat(assignments.of("B1-20261205")).hasSize(2);
  }
}
