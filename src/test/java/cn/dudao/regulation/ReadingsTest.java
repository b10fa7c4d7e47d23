package cn.dudao.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingsTest {

  @Test
  void everyPageIsListedAndComplete() throws Exception {
    try (Stream<Path> pages = Files.list(Path.of("docs/readings"))) {
      assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")).sorted())
          .containsExactlyElementsOf(Readings.NAMES);
    }
    assertThat(Readings.all())
        .allSatisfy(reading -> {
          assertThat(reading.name()).startsWith("%02d-".formatted(reading.article()));
          assertThat(reading.title()).isNotBlank();
          assertThat(reading.question()).isNotBlank();
          assertThat(reading.choices()).hasSizeGreaterThan(1);
          assertThat(reading.ours()).isNotBlank();
          assertThat(reading.reason()).isNotBlank();
        });
  }

  @Test
  @Article("19")
  void theReadingOfRotationNamesItsParameter() {
    assertThat(Readings.of(19))
        .singleElement()
        .satisfies(reading -> assertThat(reading.parameter()).contains(Parameter.ROTATION_READING));
  }
}
