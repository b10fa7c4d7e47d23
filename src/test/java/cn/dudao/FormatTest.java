package cn.dudao;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All sources are formatted alike; {@code -Dformat.apply=true} mends them. */
class FormatTest {

  private static final boolean APPLY = Boolean.getBoolean("format.apply");

  @Test
  void sourcesAreFormatted() throws Exception {
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> unformatted = new ArrayList<>();
    for (Path source : sources()) {
      String before = Files.readString(source);
      String after =
          formatter.formatSource(
              RemoveUnusedImports.removeUnusedImports(
                  ImportOrderer.reorderImports(before, JavaFormatterOptions.Style.GOOGLE)));
      if (!before.equals(after)) {
        if (APPLY) {
          Files.writeString(source, after);
        } else {
          unformatted.add(source);
        }
      }
    }
    assertThat(unformatted).as("run mvn test -Dtest=FormatTest -Dformat.apply=true").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root : List.of("src/main/java", "src/test/java", "bench/java")) {
      if (Files.isDirectory(Path.of(root))) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
          files.filter(each -> each.toString().endsWith(".java")).forEach(found::add);
        }
      }
    }
    return found;
  }
}
