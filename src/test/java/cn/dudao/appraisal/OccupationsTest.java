package cn.dudao.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.appraisal.Occupations.Nearness;
import java.util.List;
import org.junit.jupiter.api.Test;

class OccupationsTest {

  private final Occupations occupations = Occupations.of2022();

  @Test
  void namesAndCodesAreThoseOfTheClassification() {
    assertThat(occupations.all()).hasSize(1632);
    assertThat(occupations.codesOf(" 电工 ")).containsExactly("6-31-01-03");
    assertThat(occupations.codesOf("6-31-01-03")).containsExactly("6-31-01-03");
    assertThat(occupations.nameOf("6-31-01-03")).contains("电工");
    assertThat(occupations.codesOf("公路养护工")).hasSize(2);
    assertThat(occupations.codesOf("不存在")).isEmpty();
    assertThat(occupations.codesOf("")).isEmpty();
  }

  @Test
  void nearIsWhatAgreesInTheFirstTwoParts() {
    assertThat(occupations.nearness(List.of("机修钳工"), "电工", "")).isEqualTo(Nearness.NEAR);
    assertThat(occupations.nearness(List.of("6-31"), "电工", "")).isEqualTo(Nearness.NEAR);
    assertThat(occupations.nearness(List.of("6"), "电工", "")).isEqualTo(Nearness.FAR);
    assertThat(occupations.nearness(List.of("6-3-01-03"), "电工", "")).isEqualTo(Nearness.FAR);
    assertThat(occupations.nearness(List.of("机修钳工", "电工"), "电工", "")).isEqualTo(Nearness.SAME);
    assertThat(occupations.nearness(List.of(), "电工", "")).isEqualTo(Nearness.FAR);
    assertThat(occupations.nearness(List.of("公路养护工"), "筑路机械操作工", "6-29-02-02"))
        .as("either meaning of the name may be near")
        .isEqualTo(Nearness.NEAR);
  }
}
