package cn.dudao.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一次导入: files that were sent, what they say, and whether it was saved.
 *
 * @param state how far it is
 * @param job the background job that works or worked on it
 * @param startedBy the account that sent the files
 * @param startedByName whose account that is
 * @param files in the order in which they were sent
 * @param summary what it would do; null until it was read
 * @param appliedByName who had it saved
 * @param appliedAt when it was saved
 * @param filesRemovedAt when the content of its files had been kept long enough; null while it is
 *     kept
 */
public record SheetImport(
    UUID id,
    State state,
    @Nullable UUID job,
    String startedBy,
    String startedByName,
    Instant startedAt,
    List<SentFile> files,
    @Nullable ImportSummary summary,
    @Nullable String appliedByName,
    @Nullable Instant appliedAt,
    @Nullable Instant filesRemovedAt) {

  /** How far an import is. */
  public enum State {
    READING("正在读取", "now"),
    FAULTY("有错误", "act"),
    READY("待确认", "soon"),
    APPLYING("正在保存", "now"),
    APPLIED("已保存", "done"),
    DISCARDED("已放弃", "plain");

    private final String label;
    private final String tone;

    State(String label, String tone) {
      this.label = label;
      this.tone = tone;
    }

    public String label() {
      return label;
    }

    /** The colour of its label. */
    public String tone() {
      return tone;
    }

    public boolean isWorking() {
      return this == READING || this == APPLYING;
    }
  }

  /**
   * A file as it was sent.
   *
   * @param name its name
   * @param size in bytes
   * @param digest where its content is
   * @param annotated where its copy with 校验结果 is, null if there is none
   */
  public record SentFile(String name, long size, String digest, @Nullable String annotated) {}

  /** The names of the files. */
  public String fileNames() {
    return String.join("、", files.stream().map(SentFile::name).toList());
  }
}
