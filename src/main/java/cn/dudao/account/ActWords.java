package cn.dudao.account;

import cn.dudao.platform.web.Choice;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The Chinese words for the verbs and things of the record of acts ({@code
 * account/acts.properties}).
 */
@Component
final class ActWords {

  private final Properties words = new Properties();

  ActWords() {
    try (var in =
        new InputStreamReader(
            new ClassPathResource("account/acts.properties").getInputStream(),
            StandardCharsets.UTF_8)) {
      words.load(in);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The word for a verb ("account.grant") or a thing ("user"); the key itself if there is none. */
  String of(String key) {
    return words.getProperty(key, key);
  }

  boolean knows(String key) {
    return words.containsKey(key);
  }

  /** All verbs, for a filter. */
  List<Choice> verbs() {
    return words.stringPropertyNames().stream()
        .filter(key -> key.contains("."))
        .map(key -> new Choice(key, of(key)))
        .sorted(Comparator.comparing(Choice::value))
        .toList();
  }

  /** All things, for a filter. */
  List<Choice> subjects() {
    return words.stringPropertyNames().stream()
        .filter(key -> !key.contains("."))
        .map(key -> new Choice(key, of(key)))
        .sorted(Comparator.comparing(Choice::value))
        .toList();
  }
}
