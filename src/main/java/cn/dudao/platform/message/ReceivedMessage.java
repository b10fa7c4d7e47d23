package cn.dudao.platform.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as its recipient sees it.
 *
 * @param id the key
 * @param kind one or two words
 * @param title what happened
 * @param text what to do, may be empty
 * @param url where to do it, may be empty
 * @param until the last day to do it, null if there is none
 * @param sentAt when it was sent
 * @param readAt when it was first opened, null while it is unread
 */
public record ReceivedMessage(
    UUID id,
    String kind,
    String title,
    String text,
    String url,
    @Nullable LocalDate until,
    Instant sentAt,
    @Nullable Instant readAt) {

  public boolean unread() {
    return readAt == null;
  }

  /** Without what it says: it must not reach a log. */
  @Override
  public String toString() {
    return "ReceivedMessage[" + id + "]";
  }
}
