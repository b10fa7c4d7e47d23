package cn.dudao.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The sample inputs in src/test/resources/samples; institutions and people are invented. */
public final class Samples {

  public static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  /** Those without errors. */
  public static final List<String> VALID =
      List.of("city-month", "untidy", "csv-gb18030", "city-quarter", "short-of-people");

  private Samples() {}

  public static Path folder(String name) {
    return Path.of("src/test/resources/samples", name);
  }

  public static ExchangeReading read(String name) {
    try {
      return ExchangeReader.read(SourceFile.of(List.of(folder(name))), TODAY);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
