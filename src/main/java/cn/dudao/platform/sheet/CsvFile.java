package cn.dudao.platform.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file: UTF-8 with or without byte order mark, UTF-16 with one, GB18030; columns
 * separated by comma, semicolon or tab; quotes as in RFC 4180.
 */
final class CsvFile {

  private static final char[] SEPARATORS = {',', ';', '\t'};
  private static final int HEAD_ROWS = 20;
  private static final int MOST_LETTERS_IN_ROW = 1_000_000;

  private CsvFile() {}

  static void read(Path file, String name, SheetLimits limits, SheetVisitor visitor)
      throws IOException {
    Charset charset = charset(file, name);
    String table = SheetReader.withoutEnding(name);
    Consumer<SheetRow> taker =
        visitor.sheet(new SheetVisitor.SheetTitle(table, table, true, false));
    if (taker == null) {
      return;
    }
    char separator = separator(file, charset, name, table, visitor);
    int filled = 0;
    int number = 0;
    try (var rows = new Rows(open(file, charset), separator, name)) {
      for (List<String> row = rows.next(); row != null; row = rows.next()) {
        number++;
        List<SheetCell> cells = new ArrayList<>(row.size());
        boolean blank = true;
        for (String text : row) {
          SheetCell cell = SheetCell.text(plain(text));
          blank &= cell.isBlank();
          cells.add(cell);
        }
        if (blank) {
          continue;
        }
        if (++filled > limits.rows()) {
          throw new UnreadableSheetException(
              name, "超过 %d 行的上限".formatted(limits.rows()), "请分成几个文件上传");
        }
        taker.accept(new SheetRow(number, cells));
      }
    }
    visitor.endOfSheet();
  }

  /**
   * What is meant by ways of writing that keep Excel from changing a text: {@code ="007"} and a
   * leading apostrophe.
   */
  private static String plain(String text) {
    if (text.length() > 2 && text.startsWith("=\"") && text.endsWith("\"")) {
      return text.substring(2, text.length() - 1);
    }
    if (text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0) {
      return text.substring(1);
    }
    return text;
  }

  static Charset charset(Path file, String name) throws IOException {
    byte[] mark = new byte[3];
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(mark, 0, 3);
    }
    if ((mark[0] & 0xff) == 0xff && (mark[1] & 0xff) == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    if ((mark[0] & 0xff) == 0xfe && (mark[1] & 0xff) == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (fits(file, StandardCharsets.UTF_8)) {
      return StandardCharsets.UTF_8;
    }
    Charset chinese = Charset.forName("GB18030");
    if (fits(file, chinese)) {
      return chinese;
    }
    throw new UnreadableSheetException(name, "无法识别文件的编码", "请另存为 .xlsx，或存为 UTF-8 编码的 CSV 文件");
  }

  private static boolean fits(Path file, Charset charset) throws IOException {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer letters = CharBuffer.allocate(1 << 16);
    try (var in = Files.newByteChannel(file)) {
      boolean end = false;
      while (!end) {
        end = in.read(bytes) < 0;
        bytes.flip();
        CoderResult result;
        do {
          letters.clear();
          result = decoder.decode(bytes, letters, end);
          for (int at = 0; at < letters.position(); at++) {
            char letter = letters.get(at);
            if (letter < ' ' && letter != '\t' && letter != '\n' && letter != '\r') {
              return false;
            }
          }
          if (result.isError()) {
            return false;
          }
        } while (result.isOverflow());
        bytes.compact();
      }
    }
    return true;
  }

  static Reader open(Path file, Charset charset) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset), 1 << 16);
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }

  static char separator(Path file, Charset charset, String name, String table, SheetVisitor visitor)
      throws IOException {
    char best = ',';
    int bestScore = -1;
    for (char each : SEPARATORS) {
      int score = 0;
      try (var rows = new Rows(open(file, charset), each, name)) {
        for (int at = 0; at < HEAD_ROWS; at++) {
          List<String> row = rows.next();
          if (row == null) {
            break;
          }
          score = Math.max(score, visitor.knownColumns(table, row));
        }
      } catch (UnreadableSheetException badQuotes) {
        score = 0;
      }
      if (score > bestScore) {
        best = each;
        bestScore = score;
      }
    }
    return best;
  }

  /** The rows of a CSV text; a row may span lines inside quotes. */
  static final class Rows implements AutoCloseable {

    private final Reader in;
    private final char separator;
    private final String name;
    private int ahead = -2;

    Rows(Reader in, char separator, String name) {
      this.in = in;
      this.separator = separator;
      this.name = name;
    }

    /** The next row, or null at the end. */
    @Nullable List<String> next() throws IOException {
      int letter = take();
      if (letter < 0) {
        return null;
      }
      List<String> row = new ArrayList<>();
      var field = new StringBuilder();
      int letters = 0;
      boolean atStart = true;
      boolean quoted = false;
      while (true) {
        if (++letters > MOST_LETTERS_IN_ROW) {
          throw unpairedQuotes();
        }
        if (quoted) {
          if (letter < 0) {
            throw unpairedQuotes();
          }
          if (letter == '"') {
            int following = take();
            if (following == '"') {
              field.append('"');
            } else {
              quoted = false;
              letter = following;
              continue;
            }
          } else {
            field.append((char) letter);
          }
        } else if (letter == '"' && atStart) {
          quoted = true;
          atStart = false;
        } else if (letter == separator) {
          row.add(field.toString());
          field.setLength(0);
          atStart = true;
        } else if (letter < 0 || letter == '\n' || letter == '\r') {
          if (letter == '\r') {
            int following = take();
            if (following != '\n') {
              ahead = following;
            }
          }
          row.add(field.toString());
          return row;
        } else {
          field.append((char) letter);
          atStart = false;
        }
        letter = take();
      }
    }

    private UnreadableSheetException unpairedQuotes() {
      return new UnreadableSheetException(
          name, "CSV 文件中的引号没有成对", "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传");
    }

    private int take() throws IOException {
      if (ahead != -2) {
        int letter = ahead;
        ahead = -2;
        return letter;
      }
      return in.read();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
