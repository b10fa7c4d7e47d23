package cn.dudao.platform.web;

import cn.dudao.platform.text.TextLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a form: a message for each field, in the order of the form. The controller
 * shows the same page again with the input kept and status 422.
 *
 * <pre>{@code
 * var errors = new FormErrors();
 * errors.required("name", form.name(), "请填写机构名称");
 * if (!errors.isEmpty()) {
 *   model.addAttribute("errors", errors);
 *   response.setStatus(422);
 *   return "institution/form";
 * }
 * }</pre>
 */
public final class FormErrors {

  /** For a form that is shown for the first time. */
  public static final FormErrors NONE = new FormErrors();

  private final Map<String, String> messages = new LinkedHashMap<>();

  /** Adds a message; the first one of a field stays. */
  public FormErrors add(String field, String message) {
    if (this == NONE) {
      throw new IllegalStateException("NONE cannot change");
    }
    messages.putIfAbsent(field, message);
    return this;
  }

  /** Adds the message if the text is blank; tells whether it was. */
  public boolean required(
      String field, @org.jspecify.annotations.Nullable String text, String message) {
    boolean blank = text == null || text.isBlank();
    if (blank) {
      add(field, message);
    }
    return blank;
  }

  /** Adds what is wrong if the text is longer than it may be. */
  public void within(String field, String text, TextLimit limit) {
    limit.problemOf(text).ifPresent(problem -> add(field, problem));
  }

  /** Adds what is wrong if the list is longer than it may be. */
  public void within(String field, List<String> items, TextLimit limit) {
    limit.problemOf(items).ifPresent(problem -> add(field, problem));
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  public boolean has(String field) {
    return messages.containsKey(field);
  }

  /** The message of a field, "" if it has none. */
  public String of(String field) {
    return messages.getOrDefault(field, "");
  }

  /** All messages by field. */
  public Map<String, String> all() {
    return messages;
  }
}
