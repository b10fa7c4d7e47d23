package cn.dudao.platform.sheet;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears of the sheets of a file, one after the other, in the order of the file. */
public interface SheetVisitor {

  /**
   * A sheet begins.
   *
   * @return where its rows go, or null to skip it
   */
  @Nullable Consumer<SheetRow> sheet(SheetTitle title);

  /** The sheet that began last has ended. */
  default void endOfSheet() {}

  /**
   * How many of these texts are known column names: decides what separates the columns of a CSV
   * file.
   */
  default int knownColumns(String table, List<String> texts) {
    return texts.size() > 1 ? 1 : 0;
  }

  /**
   * What is known of a sheet before its rows.
   *
   * @param name the name on its tab; for a CSV file the file's name without ending
   * @param file the file's name without ending
   * @param only whether it is the only visible sheet of the file
   * @param hidden whether the user cannot see it
   */
  record SheetTitle(String name, String file, boolean only, boolean hidden) {}
}
