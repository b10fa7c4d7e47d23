package cn.dudao.dispatch.notice;

import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.platform.text.TextLimit;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 督导通知: an institution is told of a task.
 *
 * @param documentNumber 文号, given when it was announced
 * @param receivedAt when the institution confirmed that it has read it, null if it has not
 * @param receivedBy who confirmed it, by name
 * @param contact 联系人和电话 on the institution's side, "" before the receipt
 * @param remark what the institution adds
 */
public record Announcement(
    UUID id,
    IssuedTask task,
    String documentNumber,
    Instant announcedAt,
    @Nullable Instant receivedAt,
    @Nullable String receivedBy,
    String contact,
    String remark,
    long version) {

  public static final TextLimit CONTACT_LIMIT = new TextLimit("联系人", 60);
  public static final TextLimit REMARK_LIMIT = new TextLimit("说明", 500);

  public boolean received() {
    return receivedAt != null;
  }

  public String url() {
    return "/notices/" + id;
  }
}
