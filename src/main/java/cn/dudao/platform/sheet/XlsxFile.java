package cn.dudao.platform.sheet;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a workbook as a stream of events. */
final class XlsxFile {

  private static final int MOST_ENTRIES = 2000;
  private static final long MOST_SMALL_PART_BYTES = 20L * 1024 * 1024;
  private static final String WORKBOOK_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
  private static final String TEMPLATE_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml";

  private final String name;
  private final SheetLimits limits;
  private final SheetVisitor visitor;

  private XlsxFile(String name, SheetLimits limits, SheetVisitor visitor) {
    this.name = name;
    this.limits = limits;
    this.visitor = visitor;
  }

  static void read(Path file, String name, SheetLimits limits, SheetVisitor visitor)
      throws IOException {
    var reading = new XlsxFile(name, limits, visitor);
    reading.inspectDirectory(file.toFile());
    ZipSecureFile.setMinInflateRatio(0.004);
    ZipSecureFile.setMaxEntrySize(Math.min(limits.unpackedBytes(), 0xFFFFFFFFL));
    try (OPCPackage opened = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
      reading.workbook(opened);
      opened.revert();
    } catch (UnreadableSheetException | VisitorFault known) {
      throw known instanceof VisitorFault fault ? fault.cause : known;
    } catch (OpenXML4JException
        | SAXException
        | ParserConfigurationException
        | IOException broken) {
      throw refusal(name, broken);
    } catch (RuntimeException broken) {
      throw refusal(name, broken);
    }
  }

  /** The entries of the archive that hold the sheets, by the names of the sheets. */
  static java.util.Map<String, String> parts(Path file, String name) throws IOException {
    var reading =
        new XlsxFile(
            name,
            SheetLimits.STANDARD,
            title -> {
              throw new IllegalStateException("rows are not asked for");
            });
    java.util.Map<String, String> result = new java.util.LinkedHashMap<>();
    try (OPCPackage opened = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
      PackagePart book = reading.book(opened);
      var outline = new Outline();
      reading.parse(book, outline, MOST_SMALL_PART_BYTES);
      for (Outline.Entry sheet : outline.sheets) {
        PackageRelationship relation = book.getRelationship(sheet.relation);
        if (relation != null) {
          String part = reading.target(opened, relation).getPartName().getName();
          result.put(sheet.name, part.substring(1));
        }
      }
      opened.revert();
    } catch (OpenXML4JException | SAXException | ParserConfigurationException broken) {
      throw refusal(name, broken);
    }
    return result;
  }

  private static UnreadableSheetException refusal(String name, Exception broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableSheetException known) {
        return known;
      }
      String message = cause.getMessage();
      if (message != null && message.contains("Zip bomb")) {
        return tooLarge(name);
      }
    }
    return SheetReader.damaged(name);
  }

  private static UnreadableSheetException tooLarge(String name) {
    return new UnreadableSheetException(name, "文件解开后过大，可能不是正常的工作簿", "请删去无关的工作表和图片，或分成几个文件");
  }

  /** Looks at the directory of the archive before anything is unpacked. */
  private void inspectDirectory(File file) throws IOException {
    try (var archive = new ZipFile(file)) {
      if (archive.size() > MOST_ENTRIES) {
        throw tooLarge(name);
      }
      Set<String> seen = new HashSet<>();
      long unpacked = 0;
      for (ZipEntry entry :
          (Iterable<ZipEntry>) archive.stream().map(ZipEntry.class::cast)::iterator) {
        String path = entry.getName().replace('\\', '/');
        if (path.startsWith("/") && path.length() == 1
            || path.contains("../")
            || path.indexOf(':') >= 0
            || !seen.add(path.toLowerCase(Locale.ROOT))) {
          throw SheetReader.damaged(name);
        }
        unpacked += Math.max(0, entry.getSize());
        if (unpacked > limits.unpackedBytes()) {
          throw tooLarge(name);
        }
        if (path.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")) {
          throw macros();
        }
      }
      if (!seen.contains("[content_types].xml")) {
        throw SheetReader.notSheet(name);
      }
    } catch (java.util.zip.ZipException broken) {
      throw SheetReader.damaged(name);
    }
  }

  private UnreadableSheetException macros() {
    return new UnreadableSheetException(name, "文件含有宏，不能读取", "请另存为不含宏的 .xlsx 文件后再上传");
  }

  private PackagePart book(OPCPackage opened) {
    PackageRelationship main =
        opened.getRelationshipsByType(PackageRelationshipTypes.CORE_DOCUMENT).getRelationship(0);
    if (main == null) {
      main =
          opened
              .getRelationshipsByType(PackageRelationshipTypes.STRICT_CORE_DOCUMENT)
              .getRelationship(0);
    }
    if (main == null) {
      throw SheetReader.notSheet(name);
    }
    PackagePart book = opened.getPart(main);
    if (book == null) {
      throw SheetReader.damaged(name);
    }
    String type = book.getContentType();
    if (type.contains("macroEnabled")) {
      throw macros();
    }
    if (!type.equals(WORKBOOK_TYPE) && !type.equals(TEMPLATE_TYPE)) {
      throw SheetReader.notSheet(name);
    }
    return book;
  }

  private void workbook(OPCPackage opened)
      throws OpenXML4JException, IOException, SAXException, ParserConfigurationException {
    PackagePart book = book(opened);
    var outline = new Outline();
    parse(book, outline, MOST_SMALL_PART_BYTES);
    var styles = new Styles();
    var strings = new SharedStrings();
    for (PackageRelationship relation : book.getRelationships()) {
      String kind = relation.getRelationshipType();
      if (kind.endsWith("/styles")) {
        parse(target(opened, relation), styles, MOST_SMALL_PART_BYTES);
      } else if (kind.endsWith("/sharedStrings")) {
        parse(target(opened, relation), strings, limits.unpackedBytes());
      }
    }
    sheets(opened, book, outline, styles, strings);
  }

  private void sheets(
      OPCPackage opened, PackagePart book, Outline outline, Styles styles, SharedStrings strings)
      throws OpenXML4JException, IOException, SAXException, ParserConfigurationException {
    long visible = outline.sheets.stream().filter(each -> !each.hidden).count();
    String file = SheetReader.withoutEnding(name);
    int[] rows = {0};
    for (Outline.Entry sheet : outline.sheets) {
      PackageRelationship relation = book.getRelationship(sheet.relation);
      if (relation == null) {
        throw SheetReader.damaged(name);
      }
      if (!relation.getRelationshipType().endsWith("/worksheet")) {
        continue;
      }
      Consumer<SheetRow> taker =
          visitor.sheet(
              new SheetVisitor.SheetTitle(
                  sheet.name, file, visible == 1 && !sheet.hidden, sheet.hidden));
      if (taker == null) {
        continue;
      }
      parse(
          target(opened, relation),
          new Rows(outline.epoch1904, styles, strings, taker, rows),
          limits.unpackedBytes());
      try {
        visitor.endOfSheet();
      } catch (RuntimeException fault) {
        throw new VisitorFault(fault);
      }
    }
  }

  private PackagePart target(OPCPackage opened, PackageRelationship relation)
      throws OpenXML4JException {
    URI uri = relation.getTargetURI();
    PackagePart part = opened.getPart(PackagingURIHelper.createPartName(uri));
    if (part == null) {
      throw SheetReader.damaged(name);
    }
    return part;
  }

  private void parse(PackagePart part, DefaultHandler handler, long mostBytes)
      throws IOException, SAXException, ParserConfigurationException {
    var reader = XMLHelper.newXMLReader();
    reader.setContentHandler(handler);
    reader.setErrorHandler(handler);
    try (InputStream in = new Limited(part.getInputStream(), mostBytes)) {
      reader.parse(new InputSource(in));
    }
  }

  /** A fault of whoever hears of the rows: it must not look like a damaged file. */
  private static final class VisitorFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RuntimeException cause;

    VisitorFault(RuntimeException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** Counts what is really unpacked, whatever the directory says. */
  private final class Limited extends java.io.FilterInputStream {

    private long left;

    Limited(InputStream in, long most) {
      super(in);
      left = most;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge(name);
      }
    }
  }

  /** workbook.xml: the sheets in their order, and from when days are counted. */
  private static final class Outline extends DefaultHandler {

    record Entry(String name, String relation, boolean hidden) {}

    private final List<Entry> sheets = new ArrayList<>();
    private boolean epoch1904;

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
      if (local.equals("workbookPr")) {
        epoch1904 = isTrue(attributes.getValue("date1904"));
      } else if (local.equals("sheet")) {
        String relation = "";
        for (int at = 0; at < attributes.getLength(); at++) {
          if (attributes.getLocalName(at).equals("id")
              && attributes.getURI(at).contains("elationships")) {
            relation = attributes.getValue(at);
          }
        }
        String state = attributes.getValue("state");
        sheets.add(
            new Entry(
                Objects.requireNonNullElse(attributes.getValue("name"), ""),
                relation,
                state != null && !state.equals("visible")));
      }
    }

    private static boolean isTrue(@Nullable String value) {
      return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
    }
  }

  /** styles.xml: which styles show a date, and which show leading zeros. */
  private static final class Styles extends DefaultHandler {

    private final java.util.Map<Integer, String> formats = new java.util.HashMap<>();
    private final List<Integer> formatOfStyle = new ArrayList<>();
    private boolean inCellStyles;

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
      switch (local) {
        case "numFmt" -> {
          String code = attributes.getValue("formatCode");
          if (code != null) {
            formats.put(number(attributes.getValue("numFmtId")), code);
          }
        }
        case "cellXfs" -> inCellStyles = true;
        case "xf" -> {
          if (inCellStyles) {
            formatOfStyle.add(number(attributes.getValue("numFmtId")));
          }
        }
        default -> {}
      }
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
      if (local.equals("cellXfs")) {
        inCellStyles = false;
      }
    }

    boolean isDate(int style) {
      if (style < 0 || style >= formatOfStyle.size()) {
        return false;
      }
      int id = formatOfStyle.get(style);
      // Excel in Chinese uses these built-in dates without writing their format down.
      if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
        return true;
      }
      String code = formats.getOrDefault(id, "");
      return org.apache.poi.ss.usermodel.DateUtil.isADateFormat(id, code);
    }

    /** How many digits a format like 000000 shows at least, else 0. */
    int leadingZeros(int style) {
      if (style < 0 || style >= formatOfStyle.size()) {
        return 0;
      }
      String code = formats.getOrDefault(formatOfStyle.get(style), "");
      return code.matches("0{2,20}") ? code.length() : 0;
    }
  }

  private static int number(@Nullable String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  /** sharedStrings.xml: the texts of the workbook; phonetic guides are left out. */
  private final class SharedStrings extends DefaultHandler {

    private static final long MOST_LETTERS = 80_000_000L;

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean inText;
    private int phonetic;
    private long letters;

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
      switch (local) {
        case "si" -> text.setLength(0);
        case "t" -> inText = phonetic == 0;
        case "rPh" -> phonetic++;
        default -> {}
      }
    }

    @Override
    public void characters(char[] letters, int from, int length) {
      if (inText) {
        text.append(letters, from, length);
      }
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
      switch (local) {
        case "si" -> {
          letters += text.length();
          if (letters > MOST_LETTERS) {
            throw tooLarge(name);
          }
          texts.add(unescaped(text.toString()));
        }
        case "t" -> inText = false;
        case "rPh" -> phonetic--;
        default -> {}
      }
    }

    String get(int at) {
      if (at < 0 || at >= texts.size()) {
        throw SheetReader.damaged(name);
      }
      return texts.get(at);
    }
  }

  /** Excel writes letters that XML cannot hold as _x000D_. */
  static String unescaped(String text) {
    if (text.indexOf("_x") < 0) {
      return text;
    }
    var result = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      if (text.startsWith("_x", at)
          && at + 6 < text.length()
          && text.charAt(at + 6) == '_'
          && text.substring(at + 2, at + 6).matches("[0-9A-Fa-f]{4}")) {
        result.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
        at += 6;
      } else {
        result.append(text.charAt(at));
      }
    }
    return result.toString();
  }

  /** A worksheet: its rows, one by one. */
  private final class Rows extends DefaultHandler {

    private static final int MOST_COLUMNS = 16_384;
    private static final int MOST_ROWS = 1_048_576;
    private static final int COLUMNS_READ = 256;

    private final boolean epoch1904;
    private final Styles styles;
    private final SharedStrings strings;
    private final Consumer<SheetRow> taker;
    private final int[] filledRows;

    private final StringBuilder value = new StringBuilder();
    private List<SheetCell> cells = new ArrayList<>();
    private int row;
    private int column;
    private int style;
    private String type = "n";
    private boolean hasFormula;
    private boolean hasValue;
    private boolean inValue;
    private int phonetic;

    Rows(
        boolean epoch1904,
        Styles styles,
        SharedStrings strings,
        Consumer<SheetRow> taker,
        int[] filledRows) {
      this.epoch1904 = epoch1904;
      this.styles = styles;
      this.strings = strings;
      this.taker = taker;
      this.filledRows = filledRows;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
      switch (local) {
        case "row" -> {
          String number = attributes.getValue("r");
          row = number == null ? row + 1 : number(number);
          if (row < 1 || row > MOST_ROWS) {
            throw SheetReader.damaged(name);
          }
          column = -1;
          cells = new ArrayList<>(Math.max(16, cells.size()));
        }
        case "c" -> {
          String place = attributes.getValue("r");
          column = place == null ? column + 1 : column(place);
          if (column < 0 || column >= MOST_COLUMNS) {
            throw SheetReader.damaged(name);
          }
          type = Objects.requireNonNullElse(attributes.getValue("t"), "n");
          String styleText = attributes.getValue("s");
          style = styleText == null ? 0 : number(styleText);
          value.setLength(0);
          hasFormula = false;
          hasValue = false;
        }
        case "v" -> {
          inValue = true;
          hasValue = true;
        }
        case "f" -> hasFormula = true;
        case "t" -> {
          inValue = phonetic == 0;
          hasValue = true;
        }
        case "rPh" -> phonetic++;
        default -> {}
      }
    }

    @Override
    public void characters(char[] letters, int from, int length) {
      if (inValue) {
        value.append(letters, from, length);
      }
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
      switch (local) {
        case "v", "t" -> inValue = false;
        case "rPh" -> phonetic--;
        case "c" -> endOfCell();
        case "row" -> endOfRow();
        default -> {}
      }
    }

    private void endOfCell() {
      if (column >= COLUMNS_READ) {
        return;
      }
      SheetCell cell = cell();
      if (cell.isBlank()) {
        return;
      }
      while (cells.size() < column) {
        cells.add(SheetCell.BLANK);
      }
      if (cells.size() == column) {
        cells.add(cell);
      } else {
        cells.set(column, cell);
      }
    }

    private SheetCell cell() {
      if (!hasValue) {
        return hasFormula
            ? new SheetCell(SheetCell.Kind.ERROR, "公式没有结果", 0, null)
            : SheetCell.BLANK;
      }
      String text = value.toString();
      return switch (type) {
        case "s" -> SheetCell.text(strings.get(number(text.strip())));
        case "inlineStr", "str" -> SheetCell.text(unescaped(text));
        case "e" -> new SheetCell(SheetCell.Kind.ERROR, text.strip(), 0, null);
        case "b" -> SheetCell.text(text.strip().equals("1") ? "TRUE" : "FALSE");
        case "d" -> {
          var read = SheetDates.read(text);
          yield read.date() == null
              ? SheetCell.text(text)
              : new SheetCell(SheetCell.Kind.DATE, read.date().toString(), 0, read.date());
        }
        default -> numeric(text.strip());
      };
    }

    private SheetCell numeric(String raw) {
      if (raw.isEmpty()) {
        return SheetCell.BLANK;
      }
      double number;
      try {
        number = Double.parseDouble(raw);
      } catch (NumberFormatException none) {
        return SheetCell.text(raw);
      }
      if (styles.isDate(style)) {
        var date = SheetDates.ofSerial(number, epoch1904);
        return new SheetCell(
            SheetCell.Kind.DATE,
            date == null ? shown(raw, number, 0) : date.toString(),
            number,
            date);
      }
      return new SheetCell(
          SheetCell.Kind.NUMBER,
          shown(raw, number, styles.leadingZeros(style)),
          number,
          SheetDates.ofSerial(number, epoch1904));
    }

    private void endOfRow() {
      if (cells.isEmpty()) {
        return;
      }
      if (++filledRows[0] > limits.rows()) {
        throw new UnreadableSheetException(
            name, "超过 %d 行的上限".formatted(limits.rows()), "请分成几个文件上传");
      }
      try {
        taker.accept(new SheetRow(row, cells));
      } catch (UnreadableSheetException known) {
        throw known;
      } catch (RuntimeException fault) {
        throw new VisitorFault(fault);
      }
    }
  }

  /** A number as a person would see it in a wide column. */
  private static String shown(String raw, double number, int leadingZeros) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      String digits = Long.toString((long) number);
      return digits.length() < leadingZeros && number >= 0
          ? "0".repeat(leadingZeros - digits.length()) + digits
          : digits;
    }
    if (Double.isNaN(number) || Double.isInfinite(number) || Math.abs(number) >= 1e15) {
      return raw.toUpperCase(Locale.ROOT);
    }
    return new java.math.BigDecimal(number)
        .round(new java.math.MathContext(15))
        .stripTrailingZeros()
        .toString();
  }

  /** The column of a reference like AB12, counted from 0, or -1. */
  static int column(String reference) {
    int column = 0;
    int at = 0;
    for (; at < reference.length(); at++) {
      char letter = reference.charAt(at);
      if (letter >= 'A' && letter <= 'Z') {
        column = column * 26 + letter - 'A' + 1;
      } else if (letter >= 'a' && letter <= 'z') {
        column = column * 26 + letter - 'a' + 1;
      } else {
        break;
      }
      if (column > 20_000) {
        return -1;
      }
    }
    return column - 1;
  }
}
