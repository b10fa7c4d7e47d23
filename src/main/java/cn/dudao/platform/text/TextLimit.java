package cn.dudao.platform.text;

import java.util.List;
import java.util.Optional;

/**
 * How long a free text may be. There is one for each field, beside the record that holds the field:
 * forms, files and (by a check constraint of the same size) the database go by it.
 *
 * @param name what the office calls the field
 * @param most how many letters it has at most; a rare character is one letter, as in the database
 */
public record TextLimit(String name, int most) {

  /** Why somebody does something, wherever it is asked. */
  public static final TextLimit REASON = new TextLimit("理由", 500);

  /** The longest reason that goes on record; whatever a room takes is shorter. */
  public static final TextLimit RECORDED_REASON = new TextLimit("理由", 2000);

  /** What stands between the items of a list when its letters are counted. */
  public static final String BETWEEN_ITEMS = "；";

  /** The same limit where a page calls the field otherwise. */
  public TextLimit called(String otherName) {
    return new TextLimit(otherName, most);
  }

  /** What is wrong with a text, in one Chinese sentence; empty if it is short enough. */
  public Optional<String> problemOf(String text) {
    // Nothing has more letters than characters.
    int letters = text.length() <= most ? 0 : text.codePointCount(0, text.length());
    return letters <= most
        ? Optional.empty()
        : Optional.of("%s不超过 %d 个字，现有 %d 个字".formatted(name, most, letters));
  }

  /** What is wrong with a list as a whole; empty if it is short enough. */
  public Optional<String> problemOf(List<String> items) {
    return items.isEmpty() ? Optional.empty() : problemOf(String.join(BETWEEN_ITEMS, items));
  }
}
