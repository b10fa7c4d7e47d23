package cn.dudao.dispatch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The walk through the lists meets the same people at the same costs as a look at everybody. */
class PeopleByCostTest {

  @Test
  void everyLawfulPersonComesOnceInTheOrderOfCost() {
    for (int seed = 1; seed <= 12; seed++) {
      DispatchFacts facts =
          InventedCity.ofSeed(seed)
              .withPeople(30 + 10 * seed)
              .withInstitutions(20)
              .withBatches(40)
              .withCities(1 + seed % 3)
              .facts();
      PackedFacts packed = new PackedFacts(facts, List.of());
      PeopleByCost byCost = new PeopleByCost(packed, 1);
      Random random = new Random(seed);
      int[] time = IntStream.range(0, packed.people).map(p -> random.nextInt(12) - 3).toArray();
      byCost.order(time);
      for (int t = 0; t < packed.tasks; t++) {
        assertComplete(packed, byCost, time, t);
      }
    }
  }

  private static void assertComplete(PackedFacts packed, PeopleByCost byCost, int[] time, int t) {
    List<Integer> people = new ArrayList<>();
    int before = Integer.MIN_VALUE;
    byCost.start(t);
    for (int p = byCost.next(); p != PeopleByCost.NOBODY; p = byCost.next()) {
      people.add(p);
      assertThat(byCost.cost())
          .isEqualTo(time[p] + packed.expertiseCost(p, t) + packed.travelCost(p, t))
          .isGreaterThanOrEqualTo(before);
      before = byCost.cost();
    }
    assertThat(people)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, packed.people).filter(p -> packed.isLawful(p, t)).boxed().toList());
  }
}
