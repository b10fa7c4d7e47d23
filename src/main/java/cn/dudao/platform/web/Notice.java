package cn.dudao.platform.web;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A message shown once, on the page that follows a redirect: what happened, what to do.
 *
 * @param kind how it looks
 * @param text one or two plain sentences
 */
public record Notice(Kind kind, String text) implements Serializable {

  static final String ATTRIBUTE = Notice.class.getName();

  /** How a notice looks. */
  public enum Kind {
    DONE,
    WARNING,
    PROBLEM
  }

  /** Leaves a message that something was done. */
  public static void done(RedirectAttributes redirect, String text) {
    leave(redirect, new Notice(Kind.DONE, text));
  }

  /** Leaves a message that something deserves a look. */
  public static void warning(RedirectAttributes redirect, String text) {
    leave(redirect, new Notice(Kind.WARNING, text));
  }

  /** Leaves a message that something was not done. */
  public static void problem(RedirectAttributes redirect, String text) {
    leave(redirect, new Notice(Kind.PROBLEM, text));
  }

  private static void leave(RedirectAttributes redirect, Notice notice) {
    var notices = new ArrayList<Notice>();
    if (redirect.getFlashAttributes().get(ATTRIBUTE) instanceof List<?> earlier) {
      earlier.forEach(each -> notices.add((Notice) each));
    }
    notices.add(notice);
    redirect.addFlashAttribute(ATTRIBUTE, notices);
  }
}
