package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;

import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A city of any size, invented from a seed, and a lawful plan for it as a simple clerk makes it.
 */
public final class InventedCity {

  private static final List<String> DISTRICTS =
      List.of("410102", "410103", "410104", "410105", "410108", "410122", "410181", "410184");
  private static final List<String> OCCUPATIONS =
      List.of("电工", "焊工", "车工", "保育师", "美发师", "中式面点师", "汽车维修工", "养老护理员");
  private static final int[] HALF_DAYS = {1, 1, 2, 2, 4, 3, 3, 7};

  private InventedCity() {}

  public static DispatchFacts of(int people, int units, int batches, int days, long seed) {
    Random random = new Random(seed);
    LocalDate start = LocalDate.of(2026, 10, 1);
    FactsFixture result = facts();
    for (int u = 0; u < units; u++) {
      String parent = u > 3 && random.nextInt(6) == 0 ? "U" + random.nextInt(u) : null;
      result.withInstitution("U" + u, "郑州第" + u + "鉴定站", parent);
    }
    for (int i = 0; i < people; i++) {
      String card = "R4126%04d".formatted(i);
      SupervisorFixture person =
          aSupervisor(card)
              .livingIn(DISTRICTS.get(random.nextInt(DISTRICTS.size())))
              .withCardIssuedOn(start.minusDays(random.nextInt(1_000)).toString())
              .knowing(
                  OCCUPATIONS.get(random.nextInt(OCCUPATIONS.size())),
                  OCCUPATIONS.get(random.nextInt(OCCUPATIONS.size())))
              .graded(2025, Grade.values()[random.nextInt(3)]);
      if (random.nextInt(8) == 0) {
        person.nationalLevel();
      }
      if (random.nextInt(25) == 0) {
        person.suspended(null, null);
      }
      if (random.nextInt(3) == 0) {
        person.withExaminerNumber("K" + i);
      }
      if (random.nextInt(3) == 0) {
        person.employedAt("U" + random.nextInt(units));
      }
      if (random.nextInt(10) == 0) {
        person.graded(2025, Grade.FAIL);
      }
      result.with(person);
      if (random.nextInt(3) == 0) {
        result.withGround(
            card, "U" + random.nextInt(units), RecusalGround.Relation.COLLEAGUE, null, null);
      }
      if (random.nextInt(5) == 0) {
        LocalDate from = start.plusDays(random.nextInt(days));
        result.withAbsence(
            card, from.toString(), from.plusDays(random.nextInt(5)).toString(), HalfDays.FULL_DAY);
      }
    }
    for (int b = 0; b < batches; b++) {
      String unit = "U" + random.nextInt(units);
      int first = random.nextInt(days);
      int length = 1 + random.nextInt(2);
      String occupation = OCCUPATIONS.get(random.nextInt(OCCUPATIONS.size()));
      for (int d = 0; d < length; d++) {
        SessionFixture session =
            aSession("P%05d".formatted(b), unit, start.plusDays(first + d).toString())
                .numbered("%02d".formatted(d + 1))
                .of(occupation, "")
                .in(DISTRICTS.get(Math.floorMod(unit.hashCode(), DISTRICTS.size())))
                .at(new HalfDays(HALF_DAYS[random.nextInt(HALF_DAYS.length)]))
                .examinedBy("K" + random.nextInt(people), "K" + random.nextInt(people));
        if (b % 12 == 0) {
          session.important();
        }
        result.with(session);
      }
    }
    for (int h = 0; h < units * 4; h++) {
      int pair = random.nextInt(people - 1);
      result.withPast(
          "U" + random.nextInt(units),
          start.minusDays(1 + random.nextInt(200)).toString(),
          "H%05d".formatted(h),
          "R4126%04d".formatted(pair),
          "R4126%04d".formatted(pair + 1));
    }
    return result.build();
  }

  /** Task by task, whoever is lawful and has had least; the leader's seat is kept for a leader. */
  public static DispatchProposal clerk(DispatchFacts facts) {
    List<ProposedAssignment> made = new ArrayList<>();
    DispatchProposal proposal = DispatchProposal.EMPTY;
    int turn = 0;
    List<QualitySupervisor> people = List.copyOf(facts.supervisors().values());
    for (SupervisionTask task : facts.tasks().values()) {
      boolean led = false;
      int seated = 0;
      for (int i = 0; i < people.size() && seated < task.seats(); i++) {
        QualitySupervisor person = people.get((turn + i) % people.size());
        AssignmentCase question = new AssignmentCase(person, task, facts, proposal);
        boolean leads = !led && AssignmentRules.LEADER.permits(question);
        if ((led || leads || seated + 1 < task.seats()) && AssignmentRules.permits(question)) {
          made.add(
              new ProposedAssignment(
                  task.number(), person.card(), leads ? Role.LEADER : Role.MEMBER));
          proposal = new DispatchProposal(made);
          led |= leads;
          seated++;
        }
      }
      turn += 7;
    }
    return proposal;
  }
}
