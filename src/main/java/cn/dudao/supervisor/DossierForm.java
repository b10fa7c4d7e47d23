package cn.dudao.supervisor;

import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the forms of single entries send: a grade, a suspension, a ground, an absence. Every field
 * is text, "" if it was left empty or does not belong to the entry.
 */
public record DossierForm(
    String card,
    String version,
    String year,
    String grade,
    String institution,
    String relation,
    String source,
    String from,
    String to,
    String halfDays,
    String note,
    String reason) {

  public DossierForm {
    card = FormText.clean(card);
    version = FormText.clean(version);
    year = FormText.clean(year);
    grade = FormText.clean(grade);
    institution = FormText.clean(institution);
    relation = FormText.clean(relation);
    source = FormText.clean(source);
    from = FormText.clean(from);
    to = FormText.clean(to);
    halfDays = FormText.clean(halfDays);
    note = FormText.clean(note);
    reason = FormText.clean(reason);
  }

  static DossierForm blank(String card, int version) {
    return new DossierForm(
        card, Integer.toString(version), "", "", "", "", "", "", "", "7", "", "");
  }

  /**
   * The same entry for the person whom the address names; what the form says of it is left aside.
   */
  DossierForm of(String whose) {
    return with(whose, from, to);
  }

  DossierForm from(LocalDate day) {
    return with(card, day.toString(), to);
  }

  DossierForm to(LocalDate day) {
    return with(card, from, day.toString());
  }

  private DossierForm with(String whose, String first, String last) {
    return new DossierForm(
        whose,
        version,
        year,
        grade,
        institution,
        relation,
        source,
        first,
        last,
        halfDays,
        note,
        reason);
  }

  int versionNumber() {
    return FormText.version(version);
  }

  @Nullable LocalDate fromDay() {
    return SupervisorForm.date(from);
  }

  @Nullable LocalDate toDay() {
    return SupervisorForm.date(to);
  }

  void checkReason(FormErrors errors) {
    errors.required("reason", reason, "请写明理由");
    errors.within("reason", reason, TextLimit.REASON);
  }

  FormErrors checkGrade(int thisYear) {
    FormErrors errors = new FormErrors();
    if (!year.matches("\\d{4}")
        || Integer.parseInt(year) < 1990
        || Integer.parseInt(year) > thisYear) {
      errors.add("year", "请填写考核年度，不晚于今年");
    }
    if (Arrays.stream(Grade.values()).noneMatch(each -> each.name().equals(grade))) {
      errors.add("grade", "请选择等次");
    }
    errors.within("reason", reason, TextLimit.REASON);
    return errors;
  }

  FormErrors checkStanding() {
    FormErrors errors = new FormErrors();
    if (fromDay() == null) {
      errors.add("from", "请填写起始日期");
    }
    checkReason(errors);
    return errors;
  }

  FormErrors checkGround() {
    FormErrors errors = new FormErrors();
    errors.required("card", card, "请填写证卡编号");
    errors.required("institution", institution, "请填写单位代码");
    if (Arrays.stream(RecusalGround.Relation.values())
        .noneMatch(each -> each.name().equals(relation))) {
      errors.add("relation", "请选择关系");
    }
    if (Arrays.stream(RecusalGrounds.Source.values())
        .noneMatch(each -> each.name().equals(source))) {
      errors.add("source", "请选择由谁提出");
    }
    checkPeriod(errors, false);
    errors.within("note", note, RecusalGround.NOTE_LIMIT);
    errors.within("reason", reason, TextLimit.REASON);
    return errors;
  }

  FormErrors checkAbsence() {
    FormErrors errors = new FormErrors();
    checkPeriod(errors, true);
    if (!halfDays.matches("[1-7]")) {
      errors.add("halfDays", "请选择时段");
    }
    errors.within("note", note, Absence.REASON_LIMIT);
    errors.within("reason", reason, TextLimit.REASON);
    return errors;
  }

  private void checkPeriod(FormErrors errors, boolean required) {
    LocalDate first = fromDay();
    LocalDate last = toDay();
    if (first == null && (required || !from.isEmpty())) {
      errors.add("from", "请填写实际存在的日期，样式为 2026-11-23");
    }
    if (last == null && (required || !to.isEmpty())) {
      errors.add("to", "请填写实际存在的日期，样式为 2026-11-23");
    }
    if (first != null && last != null && last.isBefore(first)) {
      errors.add("to", "止不能早于起");
    }
  }

  RecusalGround ground() {
    return new RecusalGround(
        card, institution, RecusalGround.Relation.valueOf(relation), fromDay(), toDay(), note);
  }

  /** The absence; only after {@link #checkAbsence} found nothing. */
  Absence absence() {
    return new Absence(
        card,
        LocalDate.parse(from),
        LocalDate.parse(to),
        new HalfDays(Integer.parseInt(halfDays)),
        note);
  }
}
