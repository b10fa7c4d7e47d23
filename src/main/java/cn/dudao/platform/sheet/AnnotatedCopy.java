package cn.dudao.platform.sheet;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a file as it was sent, with one column more: 校验结果 says beside each row what is wrong
 * with it. Everything else stays as it is.
 */
public final class AnnotatedCopy {

  public static final String COLUMN = "校验结果";

  /**
   * Where a table stands in the file.
   *
   * @param name the sheet's name
   * @param headerRow the row of the header as Excel shows it, 0 if none was found
   */
  public record Sheet(String name, int headerRow) {}

  private final Map<String, Map<Integer, String>> remarks = new LinkedHashMap<>();

  private AnnotatedCopy(List<Sheet> sheets, List<SheetProblem> problems) {
    for (Sheet each : sheets) {
      Map<Integer, String> rows = new TreeMap<>();
      rows.put(Math.max(1, each.headerRow()), COLUMN);
      remarks.put(each.name(), rows);
    }
    for (SheetProblem each : problems) {
      Map<Integer, String> rows = remarks.get(each.sheet());
      if (rows != null) {
        rows.merge(Math.max(1, each.row()), remark(each), (one, more) -> one + "\n" + more);
      }
    }
  }

  private static String remark(SheetProblem problem) {
    return "【%s】%s%s；%s"
        .formatted(
            problem.severity().label(),
            problem.column().isEmpty() ? "" : problem.column() + "：",
            problem.what(),
            problem.mend());
  }

  /**
   * Writes the copy of a file that could be read.
   *
   * @param file the file as it was sent
   * @param name its name
   * @param sheets the tables in it
   * @param problems what is wrong in them
   * @param out receives the copy
   */
  public static void write(
      Path file, String name, List<Sheet> sheets, List<SheetProblem> problems, OutputStream out)
      throws IOException {
    var copy = new AnnotatedCopy(sheets, problems);
    if (isZip(file)) {
      copy.workbook(file, name, out);
    } else {
      copy.text(file, name, out);
    }
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(2);
      return head.length == 2 && head[0] == 'P' && head[1] == 'K';
    }
  }

  // CSV

  private void text(Path file, String name, OutputStream out) throws IOException {
    Map<Integer, String> rows = remarks.isEmpty() ? Map.of() : remarks.values().iterator().next();
    Charset charset = CsvFile.charset(file, name);
    char separator = separator(file, charset, name);
    int width = 0;
    try (var reading = new CsvFile.Rows(CsvFile.open(file, charset), separator, name)) {
      for (List<String> row = reading.next(); row != null; row = reading.next()) {
        width = Math.max(width, row.size());
      }
    }
    Charset written = charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset;
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, written));
    if (written.equals(StandardCharsets.UTF_8)) {
      writer.write('\ufeff');
    }
    try (var reading = new CsvFile.Rows(CsvFile.open(file, charset), separator, name)) {
      int number = 0;
      for (List<String> row = reading.next(); row != null; row = reading.next()) {
        number++;
        List<String> fields = new ArrayList<>(row);
        String remark = rows.get(number);
        if (remark != null) {
          while (fields.size() < width) {
            fields.add("");
          }
          fields.add(remark);
        }
        writeRow(fields, separator, writer);
      }
    }
    writer.flush();
  }

  private static char separator(Path file, Charset charset, String name) throws IOException {
    return CsvFile.separator(
        file,
        charset,
        name,
        "",
        new SheetVisitor() {
          @Override
          public java.util.function.@Nullable Consumer<SheetRow> sheet(SheetTitle title) {
            return null;
          }

          @Override
          public int knownColumns(String table, List<String> texts) {
            return texts.size();
          }
        });
  }

  private static void writeRow(List<String> fields, char separator, Writer writer)
      throws IOException {
    for (int at = 0; at < fields.size(); at++) {
      if (at > 0) {
        writer.write(separator);
      }
      String field = safe(fields.get(at));
      if (field.indexOf(separator) >= 0
          || field.indexOf('"') >= 0
          || field.indexOf('\n') >= 0
          || field.indexOf('\r') >= 0) {
        writer.write('"' + field.replace("\"", "\"\"") + '"');
      } else {
        writer.write(field);
      }
    }
    writer.write("\r\n");
  }

  /** A text that Excel would run as a formula gets an apostrophe; numbers stay as they are. */
  private static String safe(String field) {
    return WorkbookWriter.startsLikeFormula(field) && !field.matches("[+-]?[\\d.,]+%?")
        ? "'" + field
        : field;
  }

  // Workbook

  private void workbook(Path file, String name, OutputStream out) throws IOException {
    Map<String, String> sheetOfPart = new HashMap<>();
    XlsxFile.parts(file, name).forEach((sheet, part) -> sheetOfPart.put(part, sheet));
    try (var archive = new ZipFile(file.toFile());
        var copy = new ZipOutputStream(new BufferedOutputStream(out))) {
      for (ZipEntry entry : archive.stream().toList()) {
        String sheet = sheetOfPart.get(entry.getName());
        copy.putNextEntry(new ZipEntry(entry.getName()));
        Map<Integer, String> rows = sheet == null ? null : remarks.get(sheet);
        if (rows == null) {
          try (InputStream in = archive.getInputStream(entry)) {
            in.transferTo(copy);
          }
        } else {
          annotate(archive, entry, rows, copy);
        }
        copy.closeEntry();
      }
      copy.finish();
    } catch (XMLStreamException broken) {
      throw new IOException(broken);
    }
  }

  private static XMLInputFactory input() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private static void annotate(
      ZipFile archive, ZipEntry entry, Map<Integer, String> rows, OutputStream out)
      throws IOException, XMLStreamException {
    String column;
    try (InputStream in = archive.getInputStream(entry)) {
      column = columnName(firstFreeColumn(in));
    }
    XMLEventWriter writer =
        XMLOutputFactory.newDefaultFactory().createXMLEventWriter(new Unclosed(out), "UTF-8");
    var events = XMLEventFactory.newDefaultFactory();
    try (InputStream in = archive.getInputStream(entry)) {
      XMLEventReader reader = input().createXMLEventReader(in);
      int row = 0;
      while (reader.hasNext()) {
        XMLEvent event = reader.nextEvent();
        if (event.isStartElement()
            && event.asStartElement().getName().getLocalPart().equals("row")) {
          StartElement start = event.asStartElement();
          Attribute number = start.getAttributeByName(new QName("r"));
          row = number == null ? row + 1 : Integer.parseInt(number.getValue());
          writer.add(withoutSpans(start, events));
        } else if (event.isEndElement()
            && event.asEndElement().getName().getLocalPart().equals("row")) {
          String remark = rows.get(row);
          if (remark != null) {
            QName name = event.asEndElement().getName();
            writeCell(name, column + row, remark, writer, events);
          }
          writer.add(event);
        } else {
          writer.add(event);
        }
      }
      reader.close();
    }
    writer.flush();
  }

  /** The hint on which columns a row spans would be wrong now. */
  private static StartElement withoutSpans(StartElement start, XMLEventFactory events) {
    List<Attribute> kept = new ArrayList<>();
    for (Iterator<Attribute> each = start.getAttributes(); each.hasNext(); ) {
      Attribute attribute = each.next();
      if (!attribute.getName().getLocalPart().equals("spans")) {
        kept.add(attribute);
      }
    }
    return events.createStartElement(start.getName(), kept.iterator(), start.getNamespaces());
  }

  private static void writeCell(
      QName row, String place, String text, XMLEventWriter writer, XMLEventFactory events)
      throws XMLStreamException {
    String prefix = row.getPrefix();
    String uri = row.getNamespaceURI();
    writer.add(events.createStartElement(prefix, uri, "c"));
    writer.add(events.createAttribute("r", place));
    writer.add(events.createAttribute("t", "inlineStr"));
    writer.add(events.createStartElement(prefix, uri, "is"));
    writer.add(events.createStartElement(prefix, uri, "t"));
    writer.add(events.createCharacters(text));
    writer.add(events.createEndElement(prefix, uri, "t"));
    writer.add(events.createEndElement(prefix, uri, "is"));
    writer.add(events.createEndElement(prefix, uri, "c"));
  }

  private static int firstFreeColumn(InputStream in) throws XMLStreamException {
    XMLStreamReader reader = input().createXMLStreamReader(in);
    int free = 0;
    int column = -1;
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        if (reader.getLocalName().equals("row")) {
          column = -1;
        } else if (reader.getLocalName().equals("c")) {
          String place = reader.getAttributeValue(null, "r");
          column = place == null ? column + 1 : XlsxFile.column(place);
          free = Math.max(free, column + 1);
        }
      }
    }
    return Math.min(free, 16_383);
  }

  private static String columnName(int column) {
    var name = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
      name.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return name.toString();
  }

  /** An entry of an archive ends, the archive goes on. */
  private static final class Unclosed extends java.io.FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
