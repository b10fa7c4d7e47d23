package cn.dudao.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.platform.file.FileStore;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.support.QuietRun;
import cn.dudao.support.RoomTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

/** A card that comes with somebody else's ID number is looked at before it is saved. */
@RoomTest
@Transactional
class IdNumberWarningsTest {

  private static final String HEADER = "姓名,证卡编号,督导员类别,工作单位,常驻区县,发证日期,身份证号\n";
  private static final String FIRST = "410105199003074510";
  private static final String SECOND = "41012219701226484X";

  @Autowired ImportWork work;
  @Autowired FileStore store;
  @TempDir Path folder;

  @BeforeEach
  void oneIsRegistered() throws IOException {
    List<SourceFile> files = file("WARN0001", FIRST);
    work.apply(
        work.compare(work.read(files, new QuietRun()), new QuietRun()),
        new Actor("clerk", "王科员"),
        new QuietRun());
  }

  private List<SourceFile> file(String card, String idNumber) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("督导员.csv"),
            HEADER + "导入甲,%s,市级,某某公司,中原区,2025-03-01,%s\n".formatted(card, idNumber));
    return List.of(new SourceFile("督导员.csv", file));
  }

  private String annotated(List<SourceFile> files, ExchangeReading reading) throws IOException {
    String digest = work.annotate(files, reading, folder, new QuietRun()).getFirst();
    try (var content = store.open(digest)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theSameCardAndNumberGiveNoWarning() throws IOException {
    assertThat(work.read(file("WARN0001", FIRST), new QuietRun()).problems()).isEmpty();
  }

  @Test
  void aKnownCardWithAnotherNumberIsAWarningThatDoesNotBlock() throws IOException {
    List<SourceFile> files = file("WARN0001", SECOND);

    ExchangeReading reading = work.read(files, new QuietRun());
    ImportSummary summary = work.summary(reading, work.compare(reading, new QuietRun()));

    assertThat(reading.problems())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.severity()).isEqualTo(SheetProblem.Severity.WARNING);
          assertThat(each.row()).isEqualTo(2);
          assertThat(each.column()).isEqualTo("身份证号");
        });
    assertThat(summary.mayBeApplied()).isTrue();
    assertThat(summary.problems().getFirst().what()).contains("WARN0001", "可能是另一个人");
    assertThat(summary.problems().getFirst().value()).doesNotContain(SECOND);
    assertThat(annotated(files, reading)).contains("可能是另一个人");
  }

  @Test
  void aKnownNumberWithAnotherCardIsShownAtItsCell() throws IOException {
    List<SourceFile> files = file("WARN0002", FIRST);

    ExchangeReading reading = work.read(files, new QuietRun());
    ImportSummary summary = work.summary(reading, work.compare(reading, new QuietRun()));

    assertThat(reading.errors()).isZero();
    assertThat(reading.problems())
        .singleElement()
        .satisfies(each -> assertThat(each.what()).isEqualTo("此身份证号已登记在证卡编号 WARN0001 名下"));
    assertThat(annotated(files, reading)).contains("WARN0001 名下");
    // One person, one record: the register itself refuses the second card.
    assertThat(summary.obstacles()).singleElement().asString().contains("WARN0002", "WARN0001");
  }
}
