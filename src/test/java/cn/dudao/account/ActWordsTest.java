package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.platform.web.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every verb that the program puts on record has a Chinese word on the page 操作记录. */
class ActWordsTest {

  private static final Pattern VERB =
      Pattern.compile("(?:Act\\.of|new Act)\\(\\s*\"([a-z][a-z.-]+)\",\\s*\"([a-z][A-Za-z-]*)\"");

  @Test
  void everyVerbHasAWord() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(each -> each.toString().endsWith(".java")).toList()) {
        var matcher = VERB.matcher(Files.readString(source));
        while (matcher.find() && !source.endsWith("Act.java")) {
          used.add(matcher.group(1));
          used.add(matcher.group(2));
        }
      }
    }
    var words = new ActWords();
    assertThat(used).contains("account.grant", "user");
    assertThat(used)
        .as("add the missing words to src/main/resources/account/acts.properties")
        .allMatch(words::knows);
  }

  @Test
  void theRecordCanBeFilteredByEveryRegisterAndPlan() {
    var words = new ActWords();
    assertThat(words.subjects())
        .extracting(Choice::value)
        .contains("dispatch-plan", "institution", "supervisor", "appraisal-session");
    assertThat(words.subjects()).extracting(Choice::label).doesNotHaveDuplicates();
    for (String register :
        List.of(
            "institution",
            "supervisor",
            "appraisal-session",
            "recusal-ground",
            "absence",
            "past-supervision")) {
      assertThat(words.verbs())
          .extracting(Choice::value)
          .contains(register + ".add", register + ".change", register + ".import");
    }
  }
}
