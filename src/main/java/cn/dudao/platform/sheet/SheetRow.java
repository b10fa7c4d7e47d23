package cn.dudao.platform.sheet;

import java.util.List;

/**
 * One row of a sheet.
 *
 * @param number the row number as Excel shows it, from 1
 * @param cells the cells from column A; shorter where the rest is blank
 */
public record SheetRow(int number, List<SheetCell> cells) {

  /** The cell of a column, counted from 0. */
  public SheetCell cell(int column) {
    return column >= 0 && column < cells.size() ? cells.get(column) : SheetCell.BLANK;
  }

  public boolean isBlank() {
    return cells.stream().allMatch(SheetCell::isBlank);
  }
}
