package cn.dudao.platform.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * Reads .xlsx and .csv files row by row, without holding them in memory. What a file is, is told by
 * its content, not by its name.
 */
public final class SheetReader {

  private static final String SAVE_AS_XLSX = "请用 Excel 或 WPS 打开后，另存为 .xlsx 文件再上传";

  private SheetReader() {}

  /**
   * Reads a file.
   *
   * @param file where it is
   * @param name its name as the user knows it
   * @param limits how large it may be
   * @param visitor hears of its sheets and rows
   * @throws UnreadableSheetException if it is no spreadsheet, damaged, encrypted, too large or
   *     carries macros
   */
  public static void read(Path file, String name, SheetLimits limits, SheetVisitor visitor) {
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw new UnreadableSheetException(name, "文件是空的", "请确认选择了正确的文件");
      }
      if (size > limits.bytes()) {
        throw new UnreadableSheetException(
            name, "文件超过 %d MB 的上限".formatted(limits.bytes() >> 20), "请删去无关的工作表和图片，或分成几个文件");
      }
      byte[] head = head(file);
      if (isZip(head)) {
        XlsxFile.read(file, name, limits, visitor);
      } else if (isCompoundFile(head)) {
        throw refuseCompoundFile(file, name);
      } else {
        refuseOtherKinds(head, name);
        CsvFile.read(file, name, limits, visitor);
      }
    } catch (IOException unreadable) {
      throw damaged(name);
    }
  }

  /** The name of a file without its ending and without the folder. */
  public static String withoutEnding(String name) {
    String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = plain.lastIndexOf('.');
    return dot > 0 ? plain.substring(0, dot) : plain;
  }

  static UnreadableSheetException damaged(String name) {
    return new UnreadableSheetException(name, "文件已损坏，无法读取", "请用 Excel 或 WPS 打开检查，另存一份后再上传");
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(512);
    }
  }

  private static boolean isZip(byte[] head) {
    return head.length > 3
        && head[0] == 'P'
        && head[1] == 'K'
        && (head[2] == 3 || head[2] == 5 || head[2] == 7);
  }

  private static boolean isCompoundFile(byte[] head) {
    return head.length > 7
        && (head[0] & 0xff) == 0xd0
        && (head[1] & 0xff) == 0xcf
        && (head[2] & 0xff) == 0x11
        && (head[3] & 0xff) == 0xe0;
  }

  private static UnreadableSheetException refuseCompoundFile(Path file, String name) {
    try (var container = new POIFSFileSystem(file.toFile(), true)) {
      var root = container.getRoot();
      if (root.hasEntryCaseInsensitive("EncryptedPackage")) {
        return new UnreadableSheetException(name, "文件已加密，无法读取", "请去掉打开密码后再上传");
      }
      if (root.hasEntryCaseInsensitive("Workbook") || root.hasEntryCaseInsensitive("Book")) {
        return new UnreadableSheetException(name, "这是旧版 Excel 文件（.xls）", SAVE_AS_XLSX);
      }
      return notSheet(name);
    } catch (IOException | RuntimeException broken) {
      return damaged(name);
    }
  }

  private static void refuseOtherKinds(byte[] head, String name) {
    String start = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
    String lower = start.stripLeading().toLowerCase(java.util.Locale.ROOT);
    boolean known =
        start.startsWith("%PDF")
            || start.startsWith("\u0089PNG")
            || start.startsWith("\u00ff\u00d8\u00ff")
            || start.startsWith("GIF8")
            || start.startsWith("Rar!")
            || start.startsWith("7z\u00bc\u00af")
            || start.startsWith("\u001f\u008b")
            || start.startsWith("{\\rtf")
            || start.startsWith("\u007fELF")
            || lower.startsWith("<!doctype")
            || lower.startsWith("<html")
            || lower.startsWith("<?xml")
            || lower.startsWith("<table");
    boolean utf16 = start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff");
    if (known || (!utf16 && start.indexOf('\0') >= 0)) {
      throw notSheet(name);
    }
  }

  static UnreadableSheetException notSheet(String name) {
    return new UnreadableSheetException(name, "这不是 Excel 或 CSV 表格文件", SAVE_AS_XLSX);
  }
}
