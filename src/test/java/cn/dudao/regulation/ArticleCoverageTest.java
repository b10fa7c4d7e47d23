package cn.dudao.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every article has its homes in code, screens and tests, or a stated reason. Writes {@code
 * docs/traceability.md} and the list behind 法规依据; {@code -Ddocs.apply=true} brings both up to date.
 */
class ArticleCoverageTest {

  private static final boolean APPLY = Boolean.getBoolean("docs.apply");
  private static final Path HOMES = Path.of("src/main/resources/cn/dudao/regulation/homes.tsv");
  private static final Path LATER = Path.of("src/main/resources/cn/dudao/regulation/later.tsv");
  private static final Path DOCUMENT = Path.of("docs/traceability.md");

  private static List<ArticleHome> homes = List.of();
  private static List<ArticleHomes.Missing> later = List.of();

  @BeforeAll
  static void read() throws IOException {
    homes = SourceHomes.read();
    later =
        Files.readAllLines(LATER).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split("\t"))
            .map(cells ->
                new ArticleHomes.Missing(
                    Integer.parseInt(cells[0]), ArticleHome.Kind.valueOf(cells[1]), cells[2]))
            .toList();
  }

  @Test
  void everyArticleNamedInTheSourcesExists() {
    assertThat(homes)
        .extracting(ArticleHome::article)
        .allSatisfy(reference -> assertThat(Regulation.measures().has(reference)).isTrue());
  }

  @Test
  void everyArticleHasItsHomesOrAStatedReason() {
    Set<String> open = new TreeSet<>();
    for (ArticleText article : Regulation.measures().articles()) {
      for (ArticleHome.Kind kind : ArticleHome.Kind.values()) {
        boolean home = !homesOf(article.number(), kind).isEmpty();
        boolean reason =
            later.stream()
                .anyMatch(each -> each.article() == article.number() && each.kind() == kind);
        if (!home && !reason) {
          open.add("Art. %d has no %s and later.tsv no reason".formatted(article.number(), kind));
        }
        if (home && reason) {
          open.add("Art. %d has %s: strike the reason".formatted(article.number(), kind));
        }
      }
    }
    assertThat(open).isEmpty();
  }

  /** 法规依据 shows the sentence to the office, so it must be plain Chinese. */
  @Test
  void everyHomeSaysInChineseWhatItDoes() {
    assertThat(homes)
        .filteredOn(home -> home.kind() != ArticleHome.Kind.TEST)
        .filteredOn(home ->
            !home.sentence().matches(".*\\p{IsHan}.*")
                || home.sentence().replaceAll("\\.(xlsx|csv|json)", "").matches(".*[A-Za-z]{2,}.*"))
        .extracting(home -> home.name() + ": " + home.sentence())
        .as("the first Javadoc sentence of what bears @Article")
        .isEmpty();
  }

  @Test
  void theListBehindTheScreensIsUpToDate() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Written by ArticleCoverageTest: run it with -Ddocs.apply=true.\n");
    text.append("# article, kind, room, name, address, sentence\n");
    for (ArticleHome home : homes) {
      text.append(
          String.join(
                  "\t",
                  home.article(),
                  home.kind().name(),
                  home.room(),
                  home.name(),
                  home.address(),
                  home.sentence())
              + "\n");
    }
    compare(HOMES, text.toString());
  }

  @Test
  void theTraceabilityDocumentIsUpToDate() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Traceability: where each article is carried out\n\n");
    text.append("Written by `ArticleCoverageTest` from `@Article` in the sources; ");
    text.append("`mvn test -Dtest=ArticleCoverageTest -Ddocs.apply=true` brings it up to date.\n");
    for (ArticleText article : Regulation.measures().articles()) {
      text.append("\n## ").append(article.heading()).append(' ').append(article.title());
      text.append("\n\n").append(article.summary()).append("\n\n");
      section(text, article, "Code", ArticleHome.Kind.CODE, this::code);
      section(text, article, "Screens", ArticleHome.Kind.SCREEN, this::screen);
      section(text, article, "Tests", ArticleHome.Kind.TEST, home -> "`" + home.name() + "`");
      parameters(text, article);
    }
    compare(DOCUMENT, text.toString());
  }

  private void section(
      StringBuilder text,
      ArticleText article,
      String title,
      ArticleHome.Kind kind,
      Function<ArticleHome, String> line) {
    text.append("- ").append(title).append('\n');
    for (ArticleHome home : homesOf(article.number(), kind)) {
      String item = home.article().contains(".") ? " (" + home.article() + ")" : "";
      text.append("  - ").append(line.apply(home)).append(item).append('\n');
    }
    for (ArticleHomes.Missing missing : later) {
      if (missing.article() == article.number() && missing.kind() == kind) {
        text.append("  - not yet: ").append(missing.reason()).append('\n');
      }
    }
  }

  private String code(ArticleHome home) {
    return "`" + home.name() + "` " + home.sentence();
  }

  private String screen(ArticleHome home) {
    return "`" + home.address() + "` " + home.sentence();
  }

  private static void parameters(StringBuilder text, ArticleText article) {
    List<String> lines = new ArrayList<>();
    for (Parameter parameter : Parameter.values()) {
      if (parameter.article().equals(String.valueOf(article.number()))) {
        String chosenBy = parameter.fixedByRegulation() ? "fixed by the article" : "chosen locally";
        lines.add("  - `" + parameter.key() + "` " + parameter.title() + ": " + chosenBy);
      }
    }
    if (!lines.isEmpty()) {
      text.append("- Parameters\n").append(String.join("\n", lines)).append('\n');
    }
  }

  private static List<ArticleHome> homesOf(int article, ArticleHome.Kind kind) {
    return homes.stream()
        .filter(home -> home.articleNumber() == article && home.kind() == kind)
        .toList();
  }

  private static void compare(Path file, String wanted) throws IOException {
    if (APPLY) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, wanted);
    }
    String present = Files.exists(file) ? Files.readString(file) : "";
    assertThat(present)
        .as(file + ": run mvn test -Dtest=ArticleCoverageTest -Ddocs.apply=true")
        .isEqualTo(wanted);
  }
}
