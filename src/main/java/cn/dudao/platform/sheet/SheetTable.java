package cn.dudao.platform.sheet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that is exchanged in a sheet: its title and columns.
 *
 * @param title the name of the sheet
 * @param synonyms other names of it
 * @param columns its columns in the order in which they are written
 */
public record SheetTable(String title, List<String> synonyms, List<SheetColumn> columns) {

  /** The fit of a name that is the table's own. */
  public static final int EXACT = 1000;

  public SheetTable {
    synonyms = List.copyOf(synonyms);
    columns = List.copyOf(columns);
  }

  /**
   * How well a sheet's name fits: {@link #EXACT} if it is the title or a synonym, else the length
   * of the longest of them that is part of it, 0 if none is.
   */
  public int fit(String sheetName) {
    String given = SheetText.header(sheetName);
    int best = 0;
    for (int at = -1; at < synonyms.size(); at++) {
      String own = SheetText.header(at < 0 ? title : synonyms.get(at));
      if (given.equals(own)) {
        return EXACT;
      }
      if (given.contains(own)) {
        best = Math.max(best, own.length());
      }
    }
    return best;
  }

  /** The columns by all their names, in the comparable form of {@link SheetText#header}. */
  Map<String, SheetColumn> byHeader() {
    Map<String, SheetColumn> result = new HashMap<>();
    for (SheetColumn column : columns) {
      for (String synonym : column.synonyms()) {
        result.put(SheetText.header(synonym), column);
      }
    }
    for (SheetColumn column : columns) {
      result.put(SheetText.header(column.name()), column);
    }
    return result;
  }

  /** The column that a header names, or null. */
  static @Nullable SheetColumn named(String header, Map<String, SheetColumn> byHeader) {
    String even = SheetText.header(header);
    SheetColumn found = byHeader.get(even);
    return found != null ? found : byHeader.get(SheetText.headerWithoutBrackets(even));
  }

  /** How many different columns these texts name. */
  public int knownColumns(List<String> texts) {
    var byHeader = byHeader();
    return (int)
        texts.stream()
            .filter(text -> !text.isEmpty() && text.length() < 60)
            .map(text -> named(text, byHeader))
            .filter(java.util.Objects::nonNull)
            .distinct()
            .count();
  }
}
