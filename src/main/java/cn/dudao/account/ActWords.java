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

  private final Properties words = load("account/acts.properties");
  private final Properties details = load("account/act-details.properties");

  private static Properties load(String resource) {
    var loaded = new Properties();
    try (var in =
        new InputStreamReader(
            new ClassPathResource(resource).getInputStream(), StandardCharsets.UTF_8)) {
      loaded.load(in);
      return loaded;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The word for something stored with an act; the key itself if there is none. */
  String ofDetail(String key) {
    return details.getProperty(key, key);
  }

  /** The word for a verb ("account.grant") or a thing ("user"); the key itself without one. */
  String of(String key) {
    return words.getProperty(key, key);
  }

  boolean knows(String key) {
    return !of(key).equals(key);
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
