package cn.dudao.platform.sheet;

import cn.dudao.platform.text.TextLimit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table: how its header reads, what belongs into it. Two columns are the same only if
 * they are the same object.
 */
public final class SheetColumn {

  private final String name;
  private final Kind kind;
  private final boolean required;
  private final List<String> synonyms;
  private final List<String> choices;
  private final String hint;
  private final int width;
  private final @Nullable TextLimit limit;

  /** What the cells hold. */
  public enum Kind {
    TEXT,
    /** A number or name that identifies: Excel must not turn it into a number. */
    CODE,
    /**
     * As {@link #CODE}; all codes of the column are of one shape, so that a lone number is damage.
     */
    UNIFORM_CODE,
    DATE,
    NUMBER,
    /** Several items in one cell. */
    LIST
  }

  private SheetColumn(
      String name,
      Kind kind,
      boolean required,
      List<String> synonyms,
      List<String> choices,
      String hint,
      int width,
      @Nullable TextLimit limit) {
    this.name = name;
    this.kind = kind;
    this.required = required;
    this.synonyms = synonyms;
    this.choices = choices;
    this.hint = hint;
    this.width = width;
    this.limit = limit;
  }

  public static SheetColumn required(String name, Kind kind) {
    return new SheetColumn(name, kind, true, List.of(), List.of(), "", 0, null);
  }

  public static SheetColumn optional(String name, Kind kind) {
    return new SheetColumn(name, kind, false, List.of(), List.of(), "", 0, null);
  }

  /** The same column with other names that offices use for it. */
  public SheetColumn alsoCalled(String... names) {
    return new SheetColumn(
        name, kind, required, List.copyOf(Arrays.asList(names)), choices, hint, width, limit);
  }

  /** The same column with the values that the template offers. */
  public SheetColumn oneOf(List<String> values) {
    return new SheetColumn(name, kind, required, synonyms, List.copyOf(values), hint, width, limit);
  }

  /** The same column with a note for the template. */
  public SheetColumn hint(String sentence) {
    return new SheetColumn(name, kind, required, synonyms, choices, sentence, width, limit);
  }

  /** The same column so many letters wide. */
  public SheetColumn wide(int letters) {
    return new SheetColumn(name, kind, required, synonyms, choices, hint, letters, limit);
  }

  /** The same column, whose texts may only be so long. */
  public SheetColumn within(TextLimit most) {
    return new SheetColumn(name, kind, required, synonyms, choices, hint, width, most);
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isRequired() {
    return required;
  }

  public boolean isCode() {
    return kind == Kind.CODE || kind == Kind.UNIFORM_CODE;
  }

  public List<String> synonyms() {
    return synonyms;
  }

  /** The values that a template offers; empty if any value may stand there. */
  public List<String> choices() {
    return choices;
  }

  public String hint() {
    return hint;
  }

  /** How wide it is written, in letters of half width. */
  public int width() {
    if (width > 0) {
      return width;
    }
    return switch (kind) {
      case DATE -> 12;
      case NUMBER -> 10;
      case LIST -> 30;
      case CODE, UNIFORM_CODE, TEXT -> Math.max(14, name.length() * 2 + 4);
    };
  }

  /** How long its texts may be; null where what may stand there is limited otherwise. */
  public @Nullable TextLimit limit() {
    return limit;
  }

  @Override
  public String toString() {
    return name;
  }
}
