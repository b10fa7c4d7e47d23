package cn.dudao;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents lead somewhere, and every room has its paragraph. */
class DocumentationTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @Test
  void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult link : LINK.matcher(Files.readString(document)).results().toList()) {
        String target = link.group(1);
        if (!target.contains(":") && !Files.exists(document.resolveSibling(target).normalize())) {
          broken.add(document + " → " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyRoomHasItsParagraph() throws IOException {
    String structure = Files.readString(Path.of("docs/structure.md"));
    try (Stream<Path> rooms = Files.list(Path.of("src/main/java/cn/dudao"))) {
      assertThat(rooms.filter(Files::isDirectory).map(room -> "**" + room.getFileName() + "**"))
          .allSatisfy(room -> assertThat(structure).contains(room));
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>(List.of(Path.of("README.md").toAbsolutePath()));
    found.add(Path.of("CONTRIBUTING.md").toAbsolutePath());
    try (Stream<Path> docs = Files.walk(Path.of("docs").toAbsolutePath())) {
      docs.filter(each -> each.toString().endsWith(".md")).forEach(found::add);
    }
    return found;
  }
}
