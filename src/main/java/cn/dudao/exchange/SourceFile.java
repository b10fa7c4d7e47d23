package cn.dudao.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A file to be read.
 *
 * @param name its name as the user knows it
 * @param path where it is
 */
public record SourceFile(String name, Path path) {

  /**
   * Files and folders as they were named on the command line; of a folder the .xlsx and .csv files
   * directly in it, in the order of their names.
   */
  public static List<SourceFile> of(List<Path> inputs) throws IOException {
    List<SourceFile> result = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        try (Stream<Path> files = Files.list(input)) {
          files
              .filter(SourceFile::looksLikeSheet)
              .sorted()
              .forEach(file -> result.add(new SourceFile(file.getFileName().toString(), file)));
        }
      } else {
        Path name = input.getFileName();
        result.add(new SourceFile(name == null ? input.toString() : name.toString(), input));
      }
    }
    return result;
  }

  private static boolean looksLikeSheet(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean leftByEditor = name.startsWith("~$") || name.startsWith(".");
    return !leftByEditor
        && Files.isRegularFile(file)
        && (name.endsWith(".xlsx")
            || name.endsWith(".csv")
            || name.endsWith(".xlsm")
            || name.endsWith(".xls"));
  }
}
