package cn.dudao.dispatch.planning;

import cn.dudao.BenchmarkPage;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.check.PlanCost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Measures the planner on the invented city month, city quarter, large city's year and province's
 * quarter, in one run with a careful clerk, a reference solver and the lower bound, and writes
 * docs/benchmarks.md. {@code mvn -Pbench test}; {@code -Dbench.instances=month,quarter} takes some
 * of them, {@code -Dbench.reference=false} leaves the reference solver out.
 */
class PlanningBenchmark {

  private record Instance(
      String key, String name, Supplier<DispatchFacts> facts, int[] seconds, int reference) {}

  private static final List<Instance> INSTANCES =
      List.of(
          new Instance("month", "city month", InventedCity::month, new int[] {2}, 10),
          new Instance("quarter", "city quarter", InventedCity::quarter, new int[] {5, 10, 30}, 30),
          new Instance(
              "year", "large city, year", InventedCity::largeCityYear, new int[] {10, 60}, 60),
          new Instance(
              "province",
              "province quarter",
              InventedCity::provinceQuarter,
              new int[] {30, 60},
              0));

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<String> lines = new ArrayList<>();
  private long threadStarted;

  @Test
  void measure() throws IOException, InterruptedException {
    List<String> chosen =
        List.of(System.getProperty("bench.instances", "month,quarter,year,province").split(","));
    warmUp();
    lines.add(
        "| instance | method | full plan after | F | open | bound | gap | seconds | CPU seconds |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    for (Instance each : INSTANCES) {
      if (chosen.contains(each.key())) {
        measure(each);
      }
    }
    BenchmarkPage.write(page());
  }

  /** The server has been running for a while when somebody plans; so has this. */
  private static void warmUp() {
    PlanOptimizer.plan(
        InventedCity.month(),
        PlanningRequest.within(Duration.ofSeconds(3), 1),
        PlanningProgress.SILENT);
  }

  private void measure(Instance instance) {
    DispatchFacts facts = instance.facts().get();
    String name =
        "%s: %d people, %d tasks, %d seats"
            .formatted(
                instance.name(),
                facts.supervisors().size(),
                facts.tasks().size(),
                facts.tasks().values().stream().mapToInt(each -> each.seats()).sum());
    long bound = 0;
    DispatchProposal plan = DispatchProposal.EMPTY;
    for (int seconds : instance.seconds()) {
      startThread();
      PlanningResult result =
          PlanOptimizer.plan(
              facts,
              PlanningRequest.within(Duration.ofSeconds(seconds), 1),
              PlanningProgress.SILENT);
      int violations = PlanCheck.check(facts, result.proposal()).violations().size();
      if (violations > 0 || !new PlanCost(facts).of(result.proposal()).equals(result.objective())) {
        throw new IllegalStateException(name + ": " + violations + " violations or a wrong cost");
      }
      bound = Math.max(bound, result.bound());
      plan = result.proposal();
      line(
          name,
          "own, %d s".formatted(seconds),
          "%.2f s".formatted(result.firstPlanSeconds()),
          result.objective().total(),
          result.openSeats(),
          result.bound(),
          result.seconds());
    }
    lines.add(
        "| %s | replacement for a sick person, slowest of 20 | | | | | | %.2f | |"
            .formatted(name, slowestReplacement(facts, plan)));
    PackedFacts packed = new PackedFacts(facts, List.of());
    long started = System.nanoTime();
    startThread();
    PlanState clerk = CarefulClerk.plan(packed);
    double seconds = (System.nanoTime() - started) / 1e9;
    line(name, "careful clerk", "", clerk.cost(), clerk.open(), bound, seconds);
    if (instance.reference() > 0 && !"false".equals(System.getProperty("bench.reference"))) {
      started = System.nanoTime();
      startThread();
      PlanState reference = ReferenceSolver.plan(packed, Duration.ofSeconds(instance.reference()));
      seconds = (System.nanoTime() - started) / 1e9;
      line(name, "Timefold 2.2 community", "", reference.cost(), reference.open(), bound, seconds);
    }
  }

  private void startThread() {
    threadStarted = THREADS.getCurrentThreadCpuTime();
  }

  private static double slowestReplacement(DispatchFacts facts, DispatchProposal plan) {
    double slowest = 0;
    for (int i = 0; i < 20; i++) {
      ProposedAssignment sick = plan.assignments().get(i * (plan.assignments().size() - 1) / 20);
      long started = System.nanoTime();
      Replacements.best(facts, plan, sick.task(), sick.card(), 3, Set.of());
      slowest = Math.max(slowest, (System.nanoTime() - started) / 1e9);
    }
    return slowest;
  }

  private void line(
      String name, String method, String first, long cost, int open, long bound, double seconds) {
    String line =
        "| %s | %s | %s | %,d | %d | %,d | %.2f %% | %.1f | %.1f |"
            .formatted(
                name,
                method,
                first,
                cost,
                open,
                bound,
                100.0 * (cost - bound) / Math.max(1, bound),
                seconds,
                (THREADS.getCurrentThreadCpuTime() - threadStarted) / 1e9);
    lines.add(line);
    System.out.println(line);
  }

  private String page() throws IOException, InterruptedException {
    return """
    # Benchmarks of the planner

    Written by `mvn -Pbench test` (see `bench/`): invented instances, the same on any machine;
    F is the objective of a plan, checked by the independent checker and recomputed by the
    independent cost; the bound is a cost that no lawful plan can undercut. "Full plan after" is
    the time from the loaded facts to the first complete plan. "CPU seconds" are those of the
    planning thread: where they are much less than the seconds, other programs kept the machine
    busy, and the figures are worse than they would be on a quiet one. The reference solver searches
    without Art. 19; what its plan breaks is taken out and filled by our own repair. Of the
    province's quarter its model does not fit into the memory.

    %s

    %s
    """
        .formatted(BenchmarkPage.machine(), String.join("\n", lines));
  }
}
