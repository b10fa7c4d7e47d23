package cn.dudao.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterTest {

  @ParameterizedTest
  @EnumSource(Parameter.class)
  void everyStandardValueIsValidAndEveryArticleExists(Parameter parameter) {
    assertThat(parameter.problemOf(parameter.standard())).isEmpty();
    assertThat(parameter.meaning()).isNotBlank();
    assertThat(Parameter.byKey(parameter.key())).contains(parameter);
    if (!parameter.article().isEmpty()) {
      assertThat(Regulation.measures().has(parameter.article())).isTrue();
    }
  }

  @Test
  void theRegulationFixesTheRunAndTheValidity() {
    assertThat(Parameter.values())
        .filteredOn(Parameter::fixedByRegulation)
        .containsExactly(Parameter.MOST_IN_A_ROW, Parameter.CARD_VALIDITY_YEARS);
  }

  @ParameterizedTest
  @Article("19")
  @CsvSource({"1,true", "2,true", "3,true", "4,false", "0,false"})
  void aFileMaySetTheRunStricterNeverLooser(String value, boolean valid) {
    assertThat(Parameter.MOST_IN_A_ROW.problemOf(value).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "NULL",
      value = {
        "teamSize,3,NULL",
        "teamSize,0,每项任务督导员人数：应为 1 至 20 之间的整数",
        "teamSize,03,每项任务督导员人数：应为 1 至 20 之间的整数",
        "teamSize,'',每项任务督导员人数：应为 1 至 20 之间的整数",
        "teamSize,99999999999,每项任务督导员人数：应为 1 至 20 之间的整数",
        "cardValidityYears,5,证卡有效期：法规规定为 3，不能改变",
        "rotationReading,OWN,NULL",
        "rotationReading,own,轮换“连续三次”的理解：只能是 UNIT、OWN、BOTH 之一",
        "urbanCore,'410102,410103',NULL",
        "urbanCore,'410102，410103',市内区：应为六位行政区划代码，多个代码用逗号分隔",
        "urbanCore,'',市内区：应为六位行政区划代码，多个代码用逗号分隔",
        "weightOpen,-1,缺一名督导员的代价：应为 0 至 1000000 之间的整数"
      })
  void saysWhatIsWrong(String key, String value, String problem) {
    assertThat(Parameter.byKey(key).orElseThrow().problemOf(value).orElse(null)).isEqualTo(problem);
  }

  @Test
  void valuesAreShownAsAPersonReadsThem() {
    assertThat(Parameter.CARD_VALIDITY_YEARS.shown("3")).isEqualTo("3 年");
    assertThat(Parameter.ROTATION_READING.shown("BOTH")).isEqualTo("两种次序都须符合");
    assertThat(Parameter.URBAN_CORE.shown("410102,410103")).isEqualTo("410102、410103");
  }
}
