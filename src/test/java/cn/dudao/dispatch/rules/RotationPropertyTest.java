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
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rotation rule and the check agree with the simple model on many random small cases. */
@Article("19")
class RotationPropertyTest {

  private static final LocalDate START = LocalDate.of(2026, 12, 1);
  private static final int WORLDS = 4_000;
  private static final int QUESTIONS_PER_WORLD = 20;

  @ParameterizedTest
  @ValueSource(strings = {"UNIT", "OWN", "BOTH"})
  void ruleAndCheckAgreeWithTheModel(String reading) {
    Random random = new Random(19);
    int refused = 0;
    int refusedElsewhere = 0;
    for (int world = 0; world < WORLDS; world++) {
      int limit = 1 + random.nextInt(3);
      DispatchFacts facts = randomFacts(random, limit, reading);
      RotationModel model = new RotationModel(facts, limit, reading);
      List<SupervisionTask> tasks = List.copyOf(facts.tasks().values());
      List<QualitySupervisor> people = List.copyOf(facts.supervisors().values());
      DispatchProposal proposal = DispatchProposal.EMPTY;
      for (int i = 0; i < QUESTIONS_PER_WORLD; i++) {
        SupervisionTask task = tasks.get(random.nextInt(tasks.size()));
        QualitySupervisor person = people.get(random.nextInt(people.size()));
        DispatchProposal without = without(proposal, task, person);
        DispatchProposal with =
            without.with(new ProposedAssignment(task.number(), person.card(), Role.MEMBER));
        AssignmentCase question = new AssignmentCase(person, task, facts, proposal);

        List<RotationModel.Charge> after = model.charges(with, person.card());
        boolean permitted = AssignmentRules.ROTATION.permits(question);
        same(permitted, modelPermits(model, without, after, person, task), world, i);
        same(permitted, AssignmentRules.ROTATION.on(question).permits(), world, i);
        if (model.charges(without).isEmpty()) {
          // Sending a person hurts nobody else: what the rule permits keeps a lawful plan lawful.
          same(permitted, model.charges(with).isEmpty(), world, i);
          if (!permitted && after.stream().noneMatch(each -> runsThrough(model, each, task))) {
            refusedElsewhere++;
          }
        }
        refused += permitted ? 0 : 1;
        if (permitted || random.nextInt(4) == 0) {
          proposal = random.nextInt(4) == 0 ? without : with;
        }
      }
      assertThat(chargesOf(facts, proposal)).isEqualTo(chargesOf(model, proposal));
    }
    assertThat(refused).as("the cases bite").isGreaterThan(WORLDS);
    if (!reading.equals("UNIT")) {
      assertThat(refusedElsewhere).as("runs that join at another unit occur").isPositive();
    }
  }

  private static void same(boolean one, boolean other, int world, int question) {
    if (one != other) {
      throw new AssertionError("world %d question %d".formatted(world, question));
    }
  }

  private static boolean modelPermits(
      RotationModel model,
      DispatchProposal without,
      List<RotationModel.Charge> after,
      QualitySupervisor person,
      SupervisionTask task) {
    Set<Object> before = new HashSet<>();
    model.charges(without, person.card()).forEach(each -> before.add(each.key()));
    return after.stream()
        .noneMatch(each -> runsThrough(model, each, task) || !before.contains(each.key()));
  }

  private static boolean runsThrough(
      RotationModel model, RotationModel.Charge charge, SupervisionTask task) {
    return charge.run().contains(model.happening(task.institution(), task.date()));
  }

  private static Set<Object> chargesOf(RotationModel model, DispatchProposal proposal) {
    Set<Object> result = new HashSet<>();
    model.charges(proposal).forEach(each -> result.add(Set.of(each.card(), each.end())));
    return result;
  }

  private static Set<Object> chargesOf(DispatchFacts facts, DispatchProposal proposal) {
    RotationModel names = new RotationModel(facts, 3, "BOTH");
    Set<Object> result = new HashSet<>();
    PlanCheck.check(facts, proposal).violations().stream()
        .filter(each -> each.ruling().rule().equals("19"))
        .forEach(each -> {
          SupervisionTask task = facts.tasks().get(each.task());
          result.add(Set.of(each.card(), names.happening(task.institution(), task.date())));
        });
    return result;
  }

  private static DispatchProposal without(
      DispatchProposal proposal, SupervisionTask task, QualitySupervisor person) {
    return proposal.without(
        each -> each.task().equals(task.number()) && each.card().equals(person.card()));
  }

  private static DispatchFacts randomFacts(Random random, int limit, String reading) {
    FactsFixture result =
        facts().with(Parameter.MOST_IN_A_ROW, limit).with(Parameter.ROTATION_READING, reading);
    int people = 1 + random.nextInt(3);
    for (int i = 0; i < people; i++) {
      result.with(aSupervisor("R" + i));
    }
    int units = 1 + random.nextInt(3);
    int batches = 2 + random.nextInt(7);
    for (int b = 0; b < batches; b++) {
      String unit = "U" + random.nextInt(units);
      int start = random.nextInt(14);
      boolean known = random.nextInt(5) == 0;
      int sessions = 1 + random.nextInt(2);
      for (int s = 0; s < sessions; s++) {
        String day = START.plusDays(start + s * random.nextInt(4)).toString();
        var session =
            aSession("P" + b, unit, day)
                .numbered("0" + s)
                .at(new HalfDays(1 + random.nextInt(7)))
                .atSite(random.nextInt(4) == 0 ? "东区" : "");
        if (known) {
          result.knowing(session);
        } else {
          result.with(session);
        }
      }
    }
    result.with(aSession("PX", "U0", START.plusDays(random.nextInt(14)).toString()));
    int past = random.nextInt(7);
    for (int h = 0; h < past; h++) {
      List<String> there = new ArrayList<>();
      for (int i = 0; i < people + 1; i++) {
        if (random.nextBoolean()) {
          there.add("R" + i);
        }
      }
      result.withPast(
          "U" + random.nextInt(units),
          START.plusDays(random.nextInt(18) - 10).toString(),
          "H" + h,
          there.toArray(String[]::new));
    }
    return result.build();
  }
}
