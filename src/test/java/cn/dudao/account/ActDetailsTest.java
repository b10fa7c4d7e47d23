package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ActDetailsTest {

  private final ActDetails details = new ActDetails(new JsonMapper(), new ActWords());

  @Test
  void storedThingsAreReadInWords() {
    assertThat(details.lines("{\"role\":\"AUDIT_ADMIN\"}")).containsExactly("角色：审计管理员");
    assertThat(
            details.lines(
                "[{\"field\":\"姓名\",\"before\":\"王一\",\"after\":\"王二\"},"
                    + "{\"field\":\"区县\",\"before\":\"\",\"after\":\"金水区\"}]"))
        .containsExactly("姓名：王一 → 王二", "区县：（空） → 金水区");
    assertThat(
            details.lines(
                "{\"rulings\":[{\"rule\":\"19\",\"article\":\"19\",\"permits\":false,"
                    + "\"reason\":\"已连续 3 次\"}],\"seconds\":1.5}"))
        .containsExactly("第 19 条：已连续 3 次", "用时（秒）：1.5");
  }

  @Test
  void whatCannotBeReadIsShownAsItIs() {
    assertThat(details.lines("{")).containsExactly("{");
    assertThat(details.lines("")).isEmpty();
  }
}
