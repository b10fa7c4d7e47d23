package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  private final PasswordRules rules = new PasswordRules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short one", "passwordpassword", "Password2026!", "P@ssw0rd1234", "123456789012",
        "abcabcabcabc", "aaaaaaaaaaaa", "1qaz2wsx3edc4rfv", "zhengzhou2014", "woaini1314520",
        "my name is officer1", "abcdefghijklm", "987654321098", "qwertyuiop123"
      })
  void whatOthersTryFirstIsRefused(String password) {
    assertThat(rules.problemOf(password, "officer1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "three unrelated words",
        "青山 茶杯 雨伞 火车 月亮 石桥",
        "kmzq-84hw-tnpa-v3xe",
        "lamp river 77"
      })
  void longOnesAreAcceptedWhateverTheyAreMadeOf(String password) {
    assertThat(rules.problemOf(password, "officer1")).isEmpty();
  }

  @Test
  void moreThan128BytesAreRefusedBeforeAnyWorkIsDone() {
    String long129 = "ab cd ef gh ".repeat(11);
    assertThat(rules.problemOf(long129, "officer1")).isPresent();
    var hashing = new PasswordHashing();
    assertThatThrownBy(() -> hashing.hash(long129)).isInstanceOf(IllegalArgumentException.class);
    assertThat(hashing.matches(long129, hashing.hash("three unrelated words"))).isFalse();
  }

  @Test
  void hashesAreArgon2id() {
    var hashing = new PasswordHashing();
    String hash = hashing.hash("three unrelated words");
    assertThat(hash).startsWith("{argon2}$argon2id$v=19$m=65536,t=3,p=1$");
    assertThat(hashing.matches("three unrelated words", hash)).isTrue();
    assertThat(hashing.matches("three unrelated word", hash)).isFalse();
    assertThat(hashing.matches("three unrelated words", null)).isFalse();
  }
}
