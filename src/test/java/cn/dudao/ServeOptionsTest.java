package cn.dudao;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows {@code bin/dudao serve}. */
class ServeOptionsTest {

  @Test
  void optionsBecomeSettings() {
    assertThat(ServeOptions.of(List.of("--demo", "--port", "9000", "--data=/srv/督导")).settings())
        .containsExactly(
            "--dudao.demo=true",
            "--server.port=9000",
            "--management.server.port=9001",
            "--dudao.data=/srv/督导");
    assertThat(ServeOptions.of(List.of("--port=0")).settings())
        .containsExactly("--server.port=0", "--management.server.port=0");
    assertThat(ServeOptions.of(List.of()).settings()).isEmpty();
    assertThat(ServeOptions.of(List.of("--demo", "--help")).help()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--port=abc", "--port=70000", "--port=-1", "--demon", "extra"})
  void whatIsNotUnderstoodIsRefused(String argument) {
    assertThat(ServeOptions.of(List.of(argument)).problem()).isNotEmpty();
  }
}
