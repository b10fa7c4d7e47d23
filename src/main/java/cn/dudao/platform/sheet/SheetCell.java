package cn.dudao.platform.sheet;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One cell as it was read.
 *
 * @param kind what the file holds there
 * @param text what a person sees, "" for a blank cell
 * @param number the number of a number or date cell, else 0
 * @param date the day that the number of a number or date cell stands for, null if for none
 */
public record SheetCell(Kind kind, String text, double number, @Nullable LocalDate date) {

  public static final SheetCell BLANK = new SheetCell(Kind.BLANK, "", 0, null);

  /** What a file can hold in a cell; a formula counts as its stored result. */
  public enum Kind {
    BLANK,
    TEXT,
    NUMBER,
    DATE,
    /** {@code #N/A}, {@code #REF!}, … */
    ERROR
  }

  /** A text cell; blank if nothing but spaces is in it. */
  public static SheetCell text(String text) {
    return SheetText.isBlank(text) ? BLANK : new SheetCell(Kind.TEXT, text, 0, null);
  }

  public boolean isBlank() {
    return kind == Kind.BLANK;
  }
}
