package cn.dudao.platform.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the text of cells and headers is made even. */
public final class SheetText {

  private static final Pattern LIST_SEPARATOR = Pattern.compile("[;；、\\r\\n]+");
  private static final Pattern HEADER_MARKS = Pattern.compile("^[*※★#]+|[*※★:]+$");
  private static final Pattern HEADER_REMARK =
      Pattern.compile("\\((必填|选填|必填项|选填项|可不填|可选|必须填写)\\)$|\\[(必填|选填)]$");
  private static final Pattern BRACKETS_AT_END = Pattern.compile("\\([^()]*\\)$");

  private SheetText() {}

  /** Whether a character is a space of any kind: also the wide, the unbreakable, the invisible. */
  static boolean isSpace(char letter) {
    return letter <= ' '
        || letter == '\u00a0'
        || letter == '\u3000'
        || letter == '\ufeff'
        || (letter >= '\u2000' && letter <= '\u200f')
        || letter == '\u2028'
        || letter == '\u2029'
        || letter == '\u202f'
        || letter == '\u2060'
        || letter == '\u0085';
  }

  static boolean isBlank(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!isSpace(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** Without spaces of any kind at both ends. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** One line: stripped, and line breaks inside taken out. */
  public static String line(String text) {
    String stripped = strip(text);
    boolean plain = true;
    for (int at = 0; at < stripped.length() && plain; at++) {
      char letter = stripped.charAt(at);
      plain = letter >= ' ' && letter != '\u00a0' && letter != '\u3000' && !isInvisible(letter);
    }
    if (plain) {
      return stripped;
    }
    var result = new StringBuilder(stripped.length());
    for (int at = 0; at < stripped.length(); at++) {
      char letter = stripped.charAt(at);
      if (letter == '\t' || letter == '\u00a0' || letter == '\u3000') {
        result.append(' ');
      } else if (letter >= ' ' && !isInvisible(letter)) {
        result.append(letter);
      }
    }
    return result.toString();
  }

  private static boolean isInvisible(char letter) {
    return letter == '\ufeff'
        || (letter >= '\u200b' && letter <= '\u200f')
        || letter == '\u2028'
        || letter == '\u2029'
        || letter == '\u2060'
        || letter == '\u0085'
        || letter == '\u007f';
  }

  /** A code: half-width, without any space inside. */
  public static String code(String text) {
    String even = halfWidth(text);
    for (int at = 0; at < even.length(); at++) {
      if (isSpace(even.charAt(at))) {
        var result = new StringBuilder(even.length());
        for (int each = 0; each < even.length(); each++) {
          if (!isSpace(even.charAt(each))) {
            result.append(even.charAt(each));
          }
        }
        return result.toString();
      }
    }
    return even;
  }

  /**
   * Full-width letters, digits and signs made half-width. Nothing else is changed: rare characters
   * of names stay what they are.
   */
  public static String halfWidth(String text) {
    int at = 0;
    while (at < text.length() && !isWide(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    var result = new StringBuilder(text);
    for (; at < result.length(); at++) {
      char letter = result.charAt(at);
      if (letter == '\u3000') {
        result.setCharAt(at, ' ');
      } else if (isWide(letter)) {
        result.setCharAt(at, (char) (letter - 0xfee0));
      }
    }
    return result.toString();
  }

  private static boolean isWide(char letter) {
    return (letter >= '\uff01' && letter <= '\uff5e') || letter == '\u3000';
  }

  /** A header made comparable: half-width, no spaces, no mark that it is required, lower case. */
  public static String header(String text) {
    String even = code(text);
    String before;
    do {
      before = even;
      even = HEADER_MARKS.matcher(even).replaceAll("");
      even = HEADER_REMARK.matcher(even).replaceFirst("");
    } while (!even.equals(before));
    return even.toLowerCase(Locale.ROOT);
  }

  /** A comparable header without the remark in brackets at its end, "日期(年-月-日)" → "日期". */
  static String headerWithoutBrackets(String header) {
    return BRACKETS_AT_END.matcher(header).replaceFirst("");
  }

  /** The items of a list in a cell: separated by ; ； 、 or line breaks. */
  public static List<String> list(String text) {
    List<String> items = new ArrayList<>();
    for (String item : LIST_SEPARATOR.split(text)) {
      String line = line(item);
      if (!line.isEmpty()) {
        items.add(line);
      }
    }
    return items;
  }
}
