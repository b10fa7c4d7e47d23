package cn.dudao.exchange;

import static cn.dudao.platform.sheet.SheetColumn.optional;

import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.SheetColumn.Kind;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.platform.sheet.WorkbookWriter;
import java.util.List;

/** 错误清单.xlsx: all that is wrong in the files, each at its cell. */
public final class ProblemWorkbook {

  private static final List<SheetColumn> COLUMNS =
      List.of(
          optional("级别", Kind.TEXT).wide(8),
          optional("文件", Kind.TEXT).wide(24),
          optional("工作表", Kind.TEXT),
          optional("行", Kind.NUMBER).wide(8),
          optional("列", Kind.TEXT),
          optional("内容", Kind.TEXT).wide(28),
          optional("问题", Kind.TEXT).wide(48),
          optional("办法", Kind.TEXT).wide(60));

  private ProblemWorkbook() {}

  public static void write(List<SheetProblem> problems, List<String> notes, WorkbookWriter book) {
    var sheet = book.sheet("错误清单", COLUMNS);
    for (SheetProblem each : problems) {
      sheet.row(
          each.severity().label(),
          each.file(),
          each.sheet(),
          each.row() == 0 ? null : each.row(),
          each.column(),
          each.value(),
          each.what(),
          each.mend());
    }
    sheet.filter();
    var remarks = book.sheet("说明", List.of(optional("说明", Kind.TEXT).wide(100)));
    notes.forEach(remarks::row);
  }
}
