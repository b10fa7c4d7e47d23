package cn.dudao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page that follows a background job does so in the one way that survives lost answers. */
class FollowTest {

  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Pattern ASKS_BY_ITSELF =
      Pattern.compile("hx-trigger=\"[^\"]*\\b(every|load)\\b");

  @Test
  void onlyOneTemplateAsksAgainByItself() throws IOException {
    try (Stream<Path> all = Files.walk(TEMPLATES)) {
      List<Path> asking =
          all.filter(each -> each.toString().endsWith(".jte"))
              .filter(each -> ASKS_BY_ITSELF.matcher(read(each)).find())
              .toList();
      assertThat(asking).containsExactly(TEMPLATES.resolve("layout/follow.jte"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
