package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.FactsFixture;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Overlap and travel agree with a model that walks through the three parts of the day. */
class SameDayPropertyTest {

  private static final int WORLDS = 10_000;
  private static final int QUESTIONS_PER_WORLD = 20;

  @Test
  void rulesAndCheckAgreeWithTheModel() {
    Random random = new Random(8);
    int overlaps = 0;
    int tooClose = 0;
    for (int world = 0; world < WORLDS; world++) {
      DispatchFacts facts = randomFacts(random);
      List<SupervisionTask> tasks = List.copyOf(facts.tasks().values());
      List<QualitySupervisor> people = List.copyOf(facts.supervisors().values());
      DispatchProposal proposal = DispatchProposal.EMPTY;
      for (int i = 0; i < QUESTIONS_PER_WORLD; i++) {
        SupervisionTask task = tasks.get(random.nextInt(tasks.size()));
        QualitySupervisor person = people.get(random.nextInt(people.size()));
        boolean overlap = false;
        boolean travel = false;
        for (SupervisionTask other : tasks) {
          boolean hers =
              other != task
                  && proposal.of(other.number()).stream()
                      .anyMatch(each -> each.card().equals(person.card()));
          overlap |= hers && overlap(task, other);
          travel |= hers && !overlap(task, other) && noTimeToTravel(task, other);
        }
        AssignmentCase question = new AssignmentCase(person, task, facts, proposal);
        if (AssignmentRules.OVERLAP.permits(question) == overlap
            || AssignmentRules.TRAVEL.permits(question) == travel
            || AssignmentRules.OVERLAP.on(question).permits() == overlap
            || AssignmentRules.TRAVEL.on(question).permits() == travel) {
          throw new AssertionError("world %d question %d".formatted(world, i));
        }
        overlaps += overlap ? 1 : 0;
        tooClose += travel ? 1 : 0;
        if (proposal.of(task.number()).stream().noneMatch(each -> each.card().equals(person.card()))
            && random.nextInt(3) == 0) {
          proposal =
              proposal.with(new ProposedAssignment(task.number(), person.card(), Role.MEMBER));
        }
      }
      assertThat(anyCharge(facts, proposal)).isEqualTo(anyConflict(facts, proposal));
    }
    assertThat(overlaps).isGreaterThan(WORLDS);
    assertThat(tooClose).isGreaterThan(WORLDS / 10);
  }

  private static boolean anyCharge(DispatchFacts facts, DispatchProposal proposal) {
    return PlanCheck.check(facts, proposal).violations().stream()
        .anyMatch(each -> List.of("overlap", "travel").contains(each.ruling().rule()));
  }

  private static boolean anyConflict(DispatchFacts facts, DispatchProposal proposal) {
    for (ProposedAssignment one : proposal.assignments()) {
      for (ProposedAssignment two : proposal.assignments()) {
        SupervisionTask a = facts.tasks().get(one.task());
        SupervisionTask b = facts.tasks().get(two.task());
        if (a != b && one.card().equals(two.card()) && (overlap(a, b) || noTimeToTravel(a, b))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean overlap(SupervisionTask a, SupervisionTask b) {
    return a.date().equals(b.date()) && (a.halfDays().mask() & b.halfDays().mask()) != 0;
  }

  /** The last part of the earlier task is directly followed by the first part of the later one. */
  private static boolean noTimeToTravel(SupervisionTask a, SupervisionTask b) {
    if (!a.date().equals(b.date()) || a.district().equals(b.district())) {
      return false;
    }
    for (int gap = 0; gap < 3; gap++) {
      int free = 1 << gap;
      int before = free - 1;
      int after = 7 & ~before & ~free;
      boolean apart =
          (within(a, before) && within(b, after)) || (within(b, before) && within(a, after));
      if (apart) {
        return false;
      }
    }
    return true;
  }

  private static boolean within(SupervisionTask task, int mask) {
    return (task.halfDays().mask() & ~mask) == 0;
  }

  private static DispatchFacts randomFacts(Random random) {
    FactsFixture result = facts().with(aSupervisor("R1"), aSupervisor("R2"));
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      result.with(
          aSession("P" + i, "U" + i, LocalDate.of(2026, 12, 1 + random.nextInt(2)).toString())
              .at(new HalfDays(1 + random.nextInt(7)))
              .in("41010" + (1 + random.nextInt(2))));
    }
    return result.build();
  }
}
