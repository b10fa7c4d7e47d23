package cn.dudao.exchange;

import cn.dudao.platform.history.FieldChange;
import java.util.List;

/**
 * What an import would do, as it is shown before anything is saved.
 *
 * @param tables one line for each table that was found
 * @param problems the first errors and warnings; personal data masked
 * @param errors how many errors there are
 * @param warnings how many warnings there are
 * @param notes what was left aside in the files
 * @param remarks what the registers deliberately do not take over
 * @param obstacles why it cannot be applied although the files are in order
 * @param fingerprint the same only if exactly the same would be saved
 */
public record ImportSummary(
    List<TableSummary> tables,
    List<ProblemLine> problems,
    int errors,
    int warnings,
    List<String> notes,
    List<String> remarks,
    List<String> obstacles,
    String fingerprint) {

  /**
   * What becomes of one table.
   *
   * @param table its title
   * @param rows how many rows the files have
   * @param added how many are new
   * @param changed how many differ from the register
   * @param unchanged how many are in the register as they are
   * @param newKeys the first of the new ones
   * @param changes the first of the differing ones
   */
  public record TableSummary(
      String table,
      int rows,
      int added,
      int changed,
      int unchanged,
      List<String> newKeys,
      List<ChangedRow> changes) {}

  /** A row that differs from the register, field by field. */
  public record ChangedRow(String key, List<FieldChange> fields) {}

  /** A problem in a file, at its cell. */
  public record ProblemLine(
      boolean error,
      String file,
      String sheet,
      int row,
      String column,
      String value,
      String what,
      String mend) {}

  /** Whether the registers are already as the files have them. */
  public boolean changesNothing() {
    return tables.stream().allMatch(each -> each.added() == 0 && each.changed() == 0);
  }

  public boolean mayBeApplied() {
    return errors == 0 && obstacles.isEmpty();
  }
}
