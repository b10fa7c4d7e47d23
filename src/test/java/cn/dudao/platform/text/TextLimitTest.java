package cn.dudao.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextLimitTest {

  private static final TextLimit FIVE = new TextLimit("地址", 5);

  @Test
  void theMessageNamesTheFieldTheLimitAndTheLength() {
    assertThat(FIVE.problemOf("建设路一二三")).contains("地址不超过 5 个字，现有 6 个字");
    assertThat(FIVE.called("考点").problemOf("建设路一二三")).contains("考点不超过 5 个字，现有 6 个字");
  }

  @Test
  void theLimitItselfIsAllowed() {
    assertThat(FIVE.problemOf("建设路一二")).isEmpty();
    assertThat(FIVE.problemOf("")).isEmpty();
  }

  @Test
  void aRareCharacterIsOneLetter() {
    assertThat(FIVE.problemOf("𠮷".repeat(5))).isEmpty();
    assertThat(FIVE.problemOf("𠮷".repeat(6))).isPresent();
  }

  @Test
  void aListCountsAsAWhole() {
    assertThat(FIVE.problemOf(List.of("电工", "焊工"))).isEmpty();
    assertThat(FIVE.problemOf(List.of("电工", "焊工", "钳"))).contains("地址不超过 5 个字，现有 7 个字");
    assertThat(FIVE.problemOf(List.of())).isEmpty();
  }
}
