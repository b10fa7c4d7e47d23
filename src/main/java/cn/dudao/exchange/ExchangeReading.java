package cn.dudao.exchange;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.institution.Institution;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.SupervisorEntry;
import java.util.List;
import java.util.Map;

/**
 * What the files say: the rows that could be read, and all that is wrong. With errors the rows are
 * incomplete and must not be used.
 *
 * @param institutions 被督导单位
 * @param supervisors 督导员
 * @param sessions 鉴定批次; the district is filled in where the sheet leaves it to the institution
 * @param grounds 回避关系
 * @param history 督导历史
 * @param absences 不可用
 * @param rows how many rows each table had; a table that is missing in the files is missing here
 * @param sheets the sheets that were read, each with the row of its header
 * @param problems errors and warnings, by file, sheet and row
 * @param errors how many errors there are, also those that are not listed
 * @param warnings how many warnings there are
 * @param notes what the user should know: columns and sheets that were left aside
 */
public record ExchangeReading(
    List<Located<Institution>> institutions,
    List<Located<SupervisorEntry>> supervisors,
    List<Located<AppraisalSession>> sessions,
    List<Located<RecusalGround>> grounds,
    List<Located<PastSupervision>> history,
    List<Located<Absence>> absences,
    Map<ExchangeTable, Integer> rows,
    List<Located<ExchangeTable>> sheets,
    List<SheetProblem> problems,
    int errors,
    int warnings,
    List<String> notes) {

  public boolean has(ExchangeTable table) {
    return rows.containsKey(table);
  }

  public boolean isUsable() {
    return errors == 0;
  }
}
