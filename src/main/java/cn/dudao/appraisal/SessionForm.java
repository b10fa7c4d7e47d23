package cn.dudao.appraisal;

import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.calendar.WrittenDay;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the form of a session sends; every field is text, "" if it was left empty. */
public record SessionForm(
    String batch,
    String number,
    String institution,
    String occupation,
    String occupationCode,
    String level,
    String date,
    String halfDays,
    String siteKind,
    String district,
    String site,
    String candidates,
    String examiners,
    String supervisorsWanted,
    String important,
    String reason,
    String version) {

  public SessionForm {
    batch = FormText.clean(batch);
    number = FormText.clean(number);
    institution = FormText.clean(institution);
    occupation = FormText.clean(occupation);
    occupationCode = FormText.clean(occupationCode);
    level = FormText.clean(level);
    date = FormText.clean(date);
    halfDays = FormText.clean(halfDays);
    siteKind = FormText.clean(siteKind);
    district = FormText.clean(district);
    site = FormText.clean(site);
    candidates = FormText.clean(candidates);
    examiners = FormText.clean(examiners);
    supervisorsWanted = FormText.clean(supervisorsWanted);
    important = FormText.clean(important);
    reason = FormText.clean(reason);
    version = FormText.clean(version);
  }

  /** A new session of a batch; both "" for a new batch. */
  static SessionForm blank(String batch, String institution) {
    return new SessionForm(
        batch, "", institution, "", "", "", "", "1", "EXAM", "", "", "", "", "", "", "", "0");
  }

  static SessionForm of(AppraisalSession each, int version) {
    return new SessionForm(
        each.batch(),
        each.number(),
        each.institution(),
        each.occupation(),
        each.occupationCode(),
        Integer.toString(each.level()),
        each.date().toString(),
        Integer.toString(each.halfDays().mask()),
        each.siteKind().name(),
        each.district(),
        each.site(),
        Objects.toString(each.candidates(), ""),
        String.join("\n", each.examiners()),
        Objects.toString(each.supervisorsWanted(), ""),
        each.important() ? "true" : "",
        "",
        Integer.toString(version));
  }

  int versionNumber() {
    return FormText.version(version);
  }

  FormErrors check(Institutions institutions) {
    FormErrors errors = new FormErrors();
    errors.required("batch", batch, "请填写批次号");
    errors.within("batch", batch, AppraisalSession.BATCH_LIMIT);
    errors.required("number", number, "请填写场次号");
    errors.within("number", number, AppraisalSession.NUMBER_LIMIT);
    if (!errors.required("institution", institution, "请填写单位代码")
        && institutions.find(institution).isEmpty()) {
      errors.add("institution", "没有代码为 %s 的单位，请先登记".formatted(institution));
    }
    errors.required("occupation", occupation, "请填写职业");
    errors.within("occupation", occupation, AppraisalSession.OCCUPATION_LIMIT);
    errors.within("occupationCode", occupationCode, AppraisalSession.OCCUPATION_CODE_LIMIT);
    if (!level.matches("[1-5]")) {
      errors.add("level", "请选择等级");
    }
    if (day() == null) {
      errors.add("date", "请填写日期，样式为 2026-11-23");
    }
    if (!halfDays.matches("[1-7]")) {
      errors.add("halfDays", "请选择时段");
    }
    if (Arrays.stream(SiteKind.values()).noneMatch(each -> each.name().equals(siteKind))) {
      errors.add("siteKind", "请选择现场类型");
    }
    if (!district.isEmpty() && !Divisions.all().isCounty(district)) {
      errors.add("district", "请选择区县");
    }
    errors.within("site", site, AppraisalSession.SITE_LIMIT);
    if (!candidates.isEmpty() && !candidates.matches("\\d{1,6}")) {
      errors.add("candidates", "人数为不小于 0 的整数");
    }
    errors.within("examiners", FormText.items(examiners), AppraisalSession.EXAMINERS_LIMIT);
    if (!supervisorsWanted.isEmpty() && !supervisorsWanted.matches("[1-9]\\d?")) {
      errors.add("supervisorsWanted", "督导人数为 1 至 99 的整数");
    }
    errors.within("reason", reason, TextLimit.REASON);
    return errors;
  }

  private @Nullable LocalDate day() {
    return WrittenDay.read(date);
  }

  /**
   * The session; only after {@link #check} found nothing.
   *
   * @param home 区县 of the institution, where the form leaves it empty
   */
  AppraisalSession session(String home) {
    return new AppraisalSession(
        batch,
        number,
        institution,
        occupation,
        occupationCode,
        Integer.parseInt(level),
        LocalDate.parse(date),
        new HalfDays(Integer.parseInt(halfDays)),
        SiteKind.valueOf(siteKind),
        district.isEmpty() ? home : district,
        site,
        candidates.isEmpty() ? null : Integer.valueOf(candidates),
        FormText.items(examiners),
        supervisorsWanted.isEmpty() ? null : Integer.valueOf(supervisorsWanted),
        important.equals("true"));
  }
}
