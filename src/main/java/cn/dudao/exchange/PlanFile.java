package cn.dudao.exchange;

import static cn.dudao.platform.sheet.SheetColumn.optional;
import static cn.dudao.platform.sheet.SheetColumn.required;

import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.SheetColumn.Kind;
import cn.dudao.platform.sheet.SheetLimits;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.platform.sheet.SheetProblems;
import cn.dudao.platform.sheet.SheetReader;
import cn.dudao.platform.sheet.SheetRow;
import cn.dudao.platform.sheet.SheetTable;
import cn.dudao.platform.sheet.SheetVisitor;
import cn.dudao.platform.sheet.TableReader;
import cn.dudao.platform.sheet.TableRow;
import cn.dudao.platform.sheet.UnreadableSheetException;
import cn.dudao.regulation.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A dispatch plan in a file: plan.json, or a sheet 委派方案 that may be made by hand. */
public final class PlanFile {

  static final SheetColumn TASK = required("任务号", Kind.CODE).alsoCalled("任务编号", "督导任务号").wide(24);
  static final SheetColumn CARD =
      required("证卡编号", Kind.UNIFORM_CODE).alsoCalled("证卡号", "督导员证号", "督导员编号", "卡号");
  static final SheetColumn ROLE = optional("角色", Kind.TEXT).alsoCalled("职务", "组长/组员");

  /** What a plan made by hand must have; its other columns are for people. */
  static final SheetTable TABLE =
      new SheetTable("委派方案", List.of("方案", "委派", "拟委派"), List.of(TASK, CARD, ROLE));

  private PlanFile() {}

  /**
   * Reads a plan.
   *
   * @throws UnreadableSheetException if the file is neither
   */
  public static PlanReading read(SourceFile file) {
    if (looksLikeJson(file)) {
      return PlanJson.read(file.path(), file.name());
    }
    var problems = new SheetProblems();
    List<ProposedAssignment> assignments = new ArrayList<>();
    var sheets = new PlanSheets(file.name(), problems, row -> take(row, assignments));
    SheetReader.read(file.path(), file.name(), SheetLimits.STANDARD, sheets);
    List<SheetProblem> all = new ArrayList<>(problems.list());
    if (!sheets.found) {
      all.add(
          SheetProblem.error(
              file.name(), "", 0, "", "", "没有工作表“委派方案”", "请把工作表命名为“委派方案”，列有任务号、证卡编号、角色"));
    }
    return new PlanReading(new DispatchProposal(assignments), Parameters.STANDARD, all);
  }

  private static boolean looksLikeJson(SourceFile file) {
    try (InputStream in = Files.newInputStream(file.path())) {
      String start = new String(in.readNBytes(64), java.nio.charset.StandardCharsets.UTF_8);
      return start.replace("\ufeff", "").stripLeading().startsWith("{");
    } catch (IOException unreadable) {
      throw new UnreadableSheetException(file.name(), "文件无法打开", "请检查文件是否存在");
    }
  }

  private static void take(TableRow row, List<ProposedAssignment> assignments) {
    String task = row.code(TASK);
    String card = row.code(CARD);
    Role role = row.choice(ROLE, Wording::role, "组长、组员");
    if (task != null && card != null && !row.isFaulty()) {
      assignments.add(new ProposedAssignment(task, card, role == null ? Role.MEMBER : role));
    }
  }

  /** Only the sheet of the plan is read; the others of the workbook are for people. */
  private static final class PlanSheets implements SheetVisitor {

    private final String file;
    private final SheetProblems problems;
    private final Consumer<TableRow> taker;
    private boolean found;
    private @Nullable TableReader current;

    PlanSheets(String file, SheetProblems problems, Consumer<TableRow> taker) {
      this.file = file;
      this.problems = problems;
      this.taker = taker;
    }

    @Override
    public @Nullable Consumer<SheetRow> sheet(SheetTitle title) {
      current = null;
      boolean fits = title.only() || TABLE.fit(title.name()) == SheetTable.EXACT;
      if (found || !fits || title.hidden()) {
        return null;
      }
      found = true;
      var reader = new TableReader(TABLE, file, title.name(), problems, taker);
      current = reader;
      return reader;
    }

    @Override
    public void endOfSheet() {
      TableReader reader = current;
      if (reader != null) {
        reader.end();
      }
    }

    @Override
    public int knownColumns(String table, List<String> texts) {
      return TABLE.knownColumns(texts);
    }
  }
}
