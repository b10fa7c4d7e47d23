package cn.dudao.platform.sheet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Gathers problems and notes while files are read. After {@value #MOST} problems it only counts, so
 * that a file that is wrong in every cell does not fill the memory.
 */
public final class SheetProblems {

  /** How many problems are kept. */
  public static final int MOST = 20_000;

  private final List<SheetProblem> kept = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int errors;
  private int warnings;

  public void add(SheetProblem problem) {
    if (problem.isError()) {
      errors++;
    } else {
      warnings++;
    }
    if (kept.size() < MOST) {
      kept.add(problem);
    } else if (problem.isError() && errors == 1) {
      // The only error must not be lost behind thousands of warnings.
      kept.set(MOST - 1, problem);
    }
  }

  /** Something the user should know that is neither an error nor a warning. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** All kept problems in the order in which they were found. */
  public List<SheetProblem> list() {
    return Collections.unmodifiableList(kept);
  }

  public List<String> notes() {
    return Collections.unmodifiableList(notes);
  }

  public int errors() {
    return errors;
  }

  public int warnings() {
    return warnings;
  }

  /** How many problems were counted but not kept. */
  public int notKept() {
    return errors + warnings - kept.size();
  }
}
