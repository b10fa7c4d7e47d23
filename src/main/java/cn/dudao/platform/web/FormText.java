package cn.dudao.platform.web;

import cn.dudao.platform.sheet.SheetText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the fields of forms, which are all text, are made even and read. */
public final class FormText {

  private FormText() {}

  /** Without spaces at both ends; "" for a field that was not sent. */
  public static String clean(@Nullable String sent) {
    return sent == null ? "" : sent.strip();
  }

  /** The items of a list, separated as in the cells of the office's sheets. */
  public static List<String> items(String list) {
    return SheetText.list(list);
  }

  /** The version that an edit rests on; 0 if somebody changed the form by hand. */
  public static int version(String sent) {
    return sent.matches("\\d{1,9}") ? Integer.parseInt(sent) : 0;
  }
}
