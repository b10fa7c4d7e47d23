package cn.dudao.platform.sheet;

/** A file that cannot be read as a spreadsheet at all; the message is one Chinese sentence. */
public final class UnreadableSheetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final String mend;

  /**
   * @param file the file's name
   * @param message what is wrong
   * @param mend what the user can do
   */
  public UnreadableSheetException(String file, String message, String mend) {
    super(message);
    this.file = file;
    this.mend = mend;
  }

  public String file() {
    return file;
  }

  public String mend() {
    return mend;
  }

  /** The same as a problem, to stand in one list with the others. */
  public SheetProblem problem() {
    return SheetProblem.error(file, "", 0, "", "", String.valueOf(getMessage()), mend);
  }
}
