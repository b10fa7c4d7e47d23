package cn.dudao.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.sheet.SheetLimits;
import cn.dudao.platform.sheet.WorkbookWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file as large as a province sends it. */
class LargeFileTest {

  private static final int ROWS = 100_000;

  @TempDir private Path folder;

  @Test
  void aHundredThousandSessionsAreReadInSeconds() {
    Path file = folder.resolve("鉴定批次.xlsx");
    try (var book = new WorkbookWriter()) {
      RegisterWorkbook.sessions(sessions(), book);
      book.writeTo(file);
    }
    long start = System.nanoTime();
    ExchangeReading reading =
        ExchangeReader.read(
            List.of(new SourceFile("鉴定批次.xlsx", file)),
            new KnownKeys() {
              @Override
              public boolean hasCard(String card) {
                return false;
              }

              @Override
              public Optional<String> districtOf(String institution) {
                return Optional.of("410105");
              }
            },
            SheetLimits.STANDARD,
            Samples.TODAY,
            ReadingProgress.SILENT);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.sessions()).hasSize(ROWS);
    // 20 seconds on two quiet cores; a shared machine gets more.
    assertThat(taken).isLessThan(Duration.ofSeconds(120));
  }

  private static List<AppraisalSession> sessions() {
    List<AppraisalSession> result = new ArrayList<>(ROWS);
    for (int at = 0; at < ROWS; at++) {
      result.add(
          new AppraisalSession(
              "P2026-%05d".formatted(at / 4),
              "%02d".formatted(at % 4 + 1),
              "ZZ-%03d".formatted(at / 4 % 900),
              "电工",
              "6-31-01-03",
              1 + at % 5,
              Samples.TODAY.plusDays(at / 4 % 300),
              new HalfDays(1 + at % 2),
              SiteKind.EXAM,
              "410105",
              "",
              at % 150,
              List.of("K%06d".formatted(at), "K%06d".formatted(at + 1)),
              2,
              false));
    }
    return result;
  }
}
