package cn.dudao.platform.message;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person is told: what happened, what to do, until when.
 *
 * @param recipient the key of the user
 * @param kind one or two words that the reader filters by and that head the mail ("委派通知"), at most
 *     20 characters; it is the subject of the mail, so it never names a person or a place
 * @param title what happened, in one line of at most 200 characters
 * @param text what to do, at most 4000 characters, "" if the title says it all
 * @param url where to do it: an address of ours that begins with one slash, "" for nowhere
 * @param until the last day to do it, null if there is none
 * @param key what makes it this message and no other ("assignment.issued:" and an id), at most 200
 *     characters; a recipient gets one message with the same key, however often it is sent
 */
public record Message(
    UUID recipient,
    String kind,
    String title,
    String text,
    String url,
    @Nullable LocalDate until,
    String key) {

  /**
   * @throws IllegalArgumentException if a part is empty or too long, or the address is not ours
   */
  public Message {
    require(!kind.isBlank() && kind.length() <= 20, "kind");
    require(kind.chars().noneMatch(Character::isISOControl), "kind");
    require(!title.isBlank() && title.length() <= 200, "title");
    require(text.length() <= 4000, "text");
    require(url.isEmpty() || isOurs(url), "url");
    require(!key.isBlank() && key.length() <= 200, "key");
  }

  private static boolean isOurs(String url) {
    return url.startsWith("/")
        && !url.startsWith("//")
        && url.indexOf('\\') < 0
        && url.chars().noneMatch(each -> each <= ' ')
        && url.length() <= 500;
  }

  private static void require(boolean condition, String part) {
    if (!condition) {
      throw new IllegalArgumentException("not a message: its " + part);
    }
  }

  /** Without what it says: it must not reach a log. */
  @Override
  public String toString() {
    return "Message[" + key + "]";
  }
}
