package cn.dudao.regulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** All readings, in the order of their articles. */
public final class Readings {

  /** The pages of {@code docs/readings}; a jar has no folder to list. */
  static final List<String> NAMES =
      List.of(
          "05-card-validity",
          "10-annual-grade",
          "13-coverage",
          "14-dual-role",
          "18-recusal",
          "19-rotation",
          "20-standing");

  private static final List<Reading> ALL = NAMES.stream().map(Readings::read).toList();

  private Readings() {}

  public static List<Reading> all() {
    return ALL;
  }

  /** The readings of one article. */
  public static List<Reading> of(int article) {
    return ALL.stream().filter(each -> each.article() == article).toList();
  }

  private static Reading read(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            Readings.class.getResourceAsStream("readings/" + name + ".md"), name)) {
      return Reading.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
