package cn.dudao.exchange;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institution;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.StandingPeriod;
import cn.dudao.supervisor.SupervisorEntry;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the registers in the format in which they are read: what is written here can be imported
 * again and changes nothing.
 */
public final class RegisterWorkbook {

  private static final String SEPARATOR = ";";

  private RegisterWorkbook() {}

  public static void institutions(List<Institution> rows, WorkbookWriter book) {
    var sheet = begin(ExchangeTable.INSTITUTIONS, book);
    for (Institution each : rows) {
      sheet.row(
          each.name(),
          each.code(),
          each.kind().label(),
          district(each.district()),
          each.address(),
          each.parentCode(),
          String.join(SEPARATOR, each.scope()),
          each.licence(),
          each.licenceUntil(),
          each.head(),
          each.phone(),
          each.status());
    }
    sheet.filter();
  }

  /**
   * @param today the standing of this day is written
   */
  public static void supervisors(List<SupervisorEntry> rows, LocalDate today, WorkbookWriter book) {
    var sheet = begin(ExchangeTable.SUPERVISORS, book);
    for (SupervisorEntry entry : rows) {
      QualitySupervisor each = entry.supervisor();
      sheet.row(
          each.name(),
          each.card(),
          each.kind().label(),
          entry.source() == null ? "" : entry.source().label(),
          each.employer(),
          each.employerCode(),
          district(each.district()),
          each.issuedOn(),
          each.validUntil(),
          each.grades().entrySet().stream()
              .map(grade -> grade.getKey() + ":" + grade.getValue().label())
              .collect(Collectors.joining(SEPARATOR)),
          standingOn(each, today).label(),
          each.examinerNumber(),
          String.join(SEPARATOR, each.occupations()),
          entry.phone(),
          entry.idNumber(),
          entry.sex(),
          entry.remark());
    }
    sheet.filter();
  }

  private static Standing standingOn(QualitySupervisor supervisor, LocalDate day) {
    Standing worst = Standing.GOOD;
    for (StandingPeriod each : supervisor.standings()) {
      if (each.holdsOn(day) && each.standing().compareTo(worst) > 0) {
        worst = each.standing();
      }
    }
    return worst;
  }

  public static void sessions(List<AppraisalSession> rows, WorkbookWriter book) {
    var sheet = begin(ExchangeTable.SESSIONS, book);
    for (AppraisalSession each : rows) {
      sheet.row(
          each.batch(),
          each.number(),
          each.institution(),
          each.occupation(),
          each.occupationCode(),
          Wording.levelLabel(each.level()),
          each.date(),
          each.halfDays().label(),
          each.siteKind().label(),
          district(each.district()),
          each.site(),
          each.candidates(),
          String.join(SEPARATOR, each.examiners()),
          each.supervisorsWanted(),
          each.important() ? "是" : "否");
    }
    sheet.filter();
  }

  public static void grounds(List<RecusalGround> rows, WorkbookWriter book) {
    var sheet = begin(ExchangeTable.RECUSAL_GROUNDS, book);
    for (RecusalGround each : rows) {
      sheet.row(
          each.card(),
          each.institution(),
          each.relation().label(),
          each.from(),
          each.to(),
          each.note());
    }
    sheet.filter();
  }

  public static void history(List<PastSupervision> rows, WorkbookWriter book) {
    var sheet = begin(ExchangeTable.PAST_SUPERVISIONS, book);
    for (PastSupervision each : rows) {
      sheet.row(
          each.institution(),
          each.date(),
          each.task(),
          each.kind().label(),
          String.join(SEPARATOR, each.cards()));
    }
    sheet.filter();
  }

  public static void absences(List<Absence> rows, WorkbookWriter book) {
    var sheet = begin(ExchangeTable.ABSENCES, book);
    for (Absence each : rows) {
      sheet.row(each.card(), each.from(), each.to(), each.halfDays().label(), each.reason());
    }
    sheet.filter();
  }

  /** Everything that a reading holds: for writing invented data as an office would send it. */
  public static void all(ExchangeReading reading, LocalDate today, WorkbookWriter book) {
    supervisors(values(reading.supervisors()), today, book);
    institutions(values(reading.institutions()), book);
    sessions(values(reading.sessions()), book);
    grounds(values(reading.grounds()), book);
    history(values(reading.history()), book);
    absences(values(reading.absences()), book);
  }

  private static <T> List<T> values(List<Located<T>> rows) {
    return rows.stream().map(Located::value).toList();
  }

  /** The templates to fill in: one sheet for each table, and one that explains them. */
  public static void templates(List<ExchangeTable> tables, WorkbookWriter book) {
    tables.forEach(each -> book.template(each.table()));
    var guide =
        book.sheet(
            "填写说明",
            List.of(
                SheetColumn.optional("工作表", SheetColumn.Kind.TEXT),
                SheetColumn.optional("列", SheetColumn.Kind.TEXT),
                SheetColumn.optional("必填", SheetColumn.Kind.TEXT).wide(8),
                SheetColumn.optional("可填的内容", SheetColumn.Kind.TEXT).wide(60),
                SheetColumn.optional("说明", SheetColumn.Kind.TEXT).wide(70)));
    for (ExchangeTable table : tables) {
      for (SheetColumn column : table.table().columns()) {
        guide.row(
            table.title(),
            column.name(),
            column.isRequired() ? "是" : "",
            content(column),
            column.hint());
      }
    }
  }

  private static String content(SheetColumn column) {
    if (!column.choices().isEmpty()) {
      return String.join("、", column.choices());
    }
    return switch (column.kind()) {
      case DATE -> "日期，如 2026-11-23";
      case NUMBER -> "整数";
      case CODE, UNIFORM_CODE -> "编号，请保持文本格式";
      case LIST -> "多项用分号或顿号隔开";
      case TEXT -> "文字";
    };
  }

  private static WorkbookWriter.SheetWriter begin(ExchangeTable table, WorkbookWriter book) {
    return book.sheet(table.title(), table.table().columns());
  }

  private static @Nullable String district(String code) {
    // A district elsewhere may share its name with others: only the code says which one it is.
    return code.startsWith(Divisions.CITY) ? Divisions.all().name(code) : code;
  }
}
