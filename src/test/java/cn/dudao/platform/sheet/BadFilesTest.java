package cn.dudao.platform.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be read gets one clear message, and never anything worse. */
class BadFilesTest {

  @TempDir private Path folder;

  private byte[] workbook() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var book = new XSSFWorkbook()) {
      var sheet = book.createSheet("名册");
      var header = sheet.createRow(0);
      header.createCell(0).setCellValue("姓名");
      header.createCell(1).setCellValue("证卡编号");
      for (int at = 1; at < 50; at++) {
        var row = sheet.createRow(at);
        row.createCell(0).setCellValue("张三");
        row.createCell(1).setCellValue("R" + (1000 + at));
      }
      book.write(out);
    }
    return out.toByteArray();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private void refused(Path file, String message) {
    refused(file, SheetLimits.STANDARD, message);
  }

  private void refused(Path file, SheetLimits limits, String message) {
    assertThatThrownBy(
            () -> Rows.of(file, file.getFileName().toString(), limits, row -> row.number()))
        .isInstanceOf(UnreadableSheetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void encrypted() throws Exception {
    Path file = folder.resolve("加密.xlsx");
    try (var container = new POIFSFileSystem();
        OutputStream out = Files.newOutputStream(file)) {
      var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream sealed = encryptor.getDataStream(container)) {
        sealed.write(workbook());
      }
      container.writeFilesystem(out);
    }
    refused(file, "文件已加密");
  }

  @Test
  void oldFormat() throws IOException {
    Path file = folder.resolve("旧.xls");
    try (var book = new HSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      book.createSheet("名册");
      book.write(out);
    }
    refused(file, "旧版 Excel");
  }

  @Test
  void withMacros() throws IOException {
    refused(file("宏.xlsm", with("xl/vbaProject.bin", new byte[] {1})), "文件含有宏");
    byte[] declared =
        replaced(
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml");
    refused(file("宏.xlsx", declared), "文件含有宏");
  }

  @Test
  void noSpreadsheetAtAll() throws IOException {
    refused(file("空.xlsx", new byte[0]), "文件是空的");
    refused(file("图.xlsx", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 0, 3}), "这不是 Excel");
    refused(file("文.csv", "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8)), "这不是 Excel");
    refused(file("页.xls", "<html><table>".getBytes(StandardCharsets.UTF_8)), "这不是 Excel");
    refused(file("数.csv", new byte[] {1, 0, 2, 0, 3}), "这不是 Excel");
    refused(
        file("码.csv", new byte[] {'a', (byte) 0x81, ' ', (byte) 0xff, (byte) 0xff}), "无法识别文件的编码");
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
      zip.write(1);
      zip.closeEntry();
    }
    refused(file("包.xlsx", out.toByteArray()), "这不是 Excel");
  }

  @Test
  void unpairedQuotes() throws IOException {
    refused(file("引号.csv", "姓名,证卡编号\n\"张三,R1\n".getBytes(StandardCharsets.UTF_8)), "引号没有成对");
  }

  @Test
  void tooLarge() throws IOException {
    Path file = file("大.xlsx", workbook());
    refused(file, new SheetLimits(10, 1 << 20, 1 << 20), "超过 10 行的上限");
    refused(file, new SheetLimits(100, 1000, 1 << 20), "MB 的上限");
    refused(file, new SheetLimits(100, 1 << 20, 2000), "文件解开后过大");
    Path csv = file("大.csv", "姓名,证卡编号\n张三,R1\n张三,R2\n".getBytes(StandardCharsets.UTF_8));
    refused(csv, new SheetLimits(2, 1 << 20, 1 << 20), "超过 2 行的上限");
  }

  @Test
  void zipBombs() throws IOException {
    byte[] sheet =
        ("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                + " ".repeat(60_000_000))
            .getBytes(StandardCharsets.US_ASCII);
    refused(file("炸弹.xlsx", with("xl/worksheets/sheet1.xml", sheet)), "文件解开后过大");
  }

  @Test
  void entityBombsAndForeignEntities() throws IOException {
    String bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
            + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row>"
            + "</sheetData></worksheet>";
    refused(
        file("实体.xlsx", with("xl/worksheets/sheet1.xml", bomb.getBytes(StandardCharsets.UTF_8))),
        "文件已损坏");
    String foreign =
        bomb.replace("<!ENTITY a \"aaaaaaaaaa\">", "<!ENTITY a SYSTEM \"file:///etc/hostname\">");
    refused(
        file("外部.xlsx", with("xl/worksheets/sheet1.xml", foreign.getBytes(StandardCharsets.UTF_8))),
        "文件已损坏");
  }

  @Test
  void pathsThatLeaveTheArchive() throws IOException {
    refused(file("路径.xlsx", with("../evil.xml", new byte[] {1})), "文件已损坏");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A99999999", "ZZZZZZZZZ1", "1A", ""})
  void impossiblePlaces(String place) throws IOException {
    String sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            + "<row r=\"1\"><c r=\""
            + place
            + "\"><v>1</v></c></row></sheetData></worksheet>";
    Path file =
        file("位置.xlsx", with("xl/worksheets/sheet1.xml", sheet.getBytes(StandardCharsets.UTF_8)));
    try {
      Rows.of(file, row -> row.number());
    } catch (UnreadableSheetException refused) {
      assertThat(refused).hasMessageContaining("文件已损坏");
    }
  }

  @Test
  void cutAndGarbledFilesAreRefusedOrReadButNothingElseHappens() throws IOException {
    byte[] whole = workbook();
    var random = new Random(11);
    for (int round = 0; round < 150; round++) {
      byte[] bytes;
      if (round % 3 == 0) {
        bytes = java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
      } else {
        bytes = whole.clone();
        for (int each = 0; each < 1 + random.nextInt(8); each++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      Path file = file("乱" + round + ".xlsx", bytes);
      try {
        Rows.of(file, row -> row.text(Rows.NAME));
      } catch (UnreadableSheetException refused) {
        assertThat(refused.mend()).isNotEmpty();
      }
    }
  }

  @Test
  void randomCellsNeverThrow() throws IOException {
    var random = new Random(12);
    String[] pieces = {
      "2026",
      "-",
      "/",
      "年",
      "月",
      "日",
      "１",
      "\"",
      ",",
      ";",
      "\n",
      "\r\n",
      "E+17",
      "4.1",
      "#N/A",
      "张",
      "·",
      " ",
      "　",
      "\t",
      "=",
      "'",
      "0",
      "99999999999999999999",
      ".",
      "：",
      "优秀",
      "\ud842\udfb7"
    };
    for (int round = 0; round < 400; round++) {
      var text = new StringBuilder("姓名,证卡编号,单位代码,日期,人数,职业\n");
      for (int each = 0; each < random.nextInt(120); each++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        Rows.ofCsv(
            folder,
            text.toString(),
            row ->
                row.text(Rows.NAME)
                    + row.code(Rows.CARD)
                    + row.code(Rows.UNIT)
                    + row.date(Rows.DAY)
                    + row.wholeNumber(Rows.COUNT, 0, 99)
                    + row.list(Rows.ITEMS)
                    + row.codes(Rows.ITEMS));
      } catch (UnreadableSheetException refused) {
        assertThat(refused).hasMessageContaining("引号没有成对");
      }
    }
  }

  /** The workbook with an entry added or replaced. */
  private byte[] with(String name, byte[] content) throws IOException {
    Path original = file("original.xlsx", workbook());
    var out = new ByteArrayOutputStream();
    try (var archive = new ZipFile(original.toFile());
        var copy = new ZipOutputStream(out)) {
      for (ZipEntry each : archive.stream().toList()) {
        if (!each.getName().equals(name)) {
          copy.putNextEntry(new ZipEntry(each.getName()));
          archive.getInputStream(each).transferTo(copy);
          copy.closeEntry();
        }
      }
      copy.putNextEntry(new ZipEntry(name));
      copy.write(content);
      copy.closeEntry();
    }
    return out.toByteArray();
  }

  private byte[] replaced(String entry, String from, String to) throws IOException {
    Path original = file("original.xlsx", workbook());
    try (var archive = new ZipFile(original.toFile())) {
      String text =
          new String(
              archive.getInputStream(archive.getEntry(entry)).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(text).contains(from);
      return with(entry, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }
  }
}
