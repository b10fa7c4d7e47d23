package cn.dudao.exchange;

/** Hears how far the reading of files is, and can stop it. */
public interface ReadingProgress {

  ReadingProgress SILENT = rows -> {};

  /**
   * @param rows rows read so far over all files
   */
  void rows(int rows);
}
