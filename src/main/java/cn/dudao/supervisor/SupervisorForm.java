package cn.dudao.supervisor;

import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institutions;
import cn.dudao.institution.NationalNumbers;
import cn.dudao.platform.calendar.WrittenDay;
import cn.dudao.platform.crypto.Masks;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import cn.dudao.regulation.Parameter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the form of a supervisor sends; every field is text, "" if it was left empty. */
public record SupervisorForm(
    String card,
    String name,
    String kind,
    String source,
    String employer,
    String employerCode,
    String leftOn,
    String district,
    String issuedOn,
    String validUntil,
    String examinerNumber,
    String occupations,
    String sex,
    String idNumber,
    String phone,
    String remark,
    String reason,
    String version) {

  public SupervisorForm {
    card = FormText.clean(card);
    name = FormText.clean(name);
    kind = FormText.clean(kind);
    source = FormText.clean(source);
    employer = FormText.clean(employer);
    employerCode = FormText.clean(employerCode);
    leftOn = FormText.clean(leftOn);
    district = FormText.clean(district);
    issuedOn = FormText.clean(issuedOn);
    validUntil = FormText.clean(validUntil);
    examinerNumber = FormText.clean(examinerNumber);
    occupations = FormText.clean(occupations);
    sex = FormText.clean(sex);
    idNumber = FormText.clean(idNumber).toUpperCase(java.util.Locale.ROOT);
    phone = FormText.clean(phone);
    remark = FormText.clean(remark);
    reason = FormText.clean(reason);
    version = FormText.clean(version);
  }

  static SupervisorForm empty() {
    return new SupervisorForm(
        "", "", "REGULAR", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "");
  }

  static SupervisorForm of(SupervisorEntry entry, int version) {
    QualitySupervisor each = entry.supervisor();
    return new SupervisorForm(
        each.card(),
        each.name(),
        each.kind().name(),
        entry.source() == null ? "" : entry.source().name(),
        each.employer(),
        Objects.requireNonNullElse(each.employerCode(), ""),
        "",
        each.district(),
        each.issuedOn().toString(),
        each.validUntil().toString(),
        Objects.requireNonNullElse(each.examinerNumber(), ""),
        String.join("\n", each.occupations()),
        entry.sex(),
        entry.idNumber(),
        entry.phone(),
        entry.remark(),
        "",
        Integer.toString(version));
  }

  /** The version that an edit rests on; 0 if somebody changed the form by hand. */
  int versionNumber() {
    return FormText.version(version);
  }

  /** What is wrong, field by field. */
  FormErrors check(Institutions institutions, LocalDate today) {
    FormErrors errors = new FormErrors();
    if (!errors.required("card", card, "请填写证卡编号") && !card.matches("[0-9A-Za-z]{4,20}")) {
      errors.add("card", "证卡编号为 4 至 20 位字母和数字");
    }
    if (!errors.required("name", name, "请填写姓名")
        && !name.matches("[\\p{L}\\p{M}·•‧・∙.． \\-]{2,50}")) {
      errors.add("name", "姓名为 2 至 50 个字，可以有“·”");
    }
    if (!kind.equals("NATIONAL") && !kind.equals("REGULAR")) {
      errors.add("kind", "请选择督导员类别");
    }
    if (!source.isEmpty()
        && Arrays.stream(SupervisorSource.values()).noneMatch(each -> each.name().equals(source))) {
      errors.add("source", "请选择来源");
    }
    errors.required("employer", employer, "请填写工作单位");
    errors.within("employer", employer, QualitySupervisor.EMPLOYER_LIMIT);
    if (!employerCode.isEmpty() && institutions.find(employerCode).isEmpty()) {
      errors.add("employerCode", "没有代码为 %s 的被督导单位；不是被督导单位则留空".formatted(employerCode));
    }
    if (!Divisions.all().isCounty(district)) {
      errors.add("district", "请选择常驻区县");
    }
    checkCard(errors);
    if (!leftOn.isEmpty() && (date(leftOn) == null || leftDay(today).isAfter(today))) {
      errors.add("leftOn", "请填写不晚于今天的日期");
    }
    errors.within("examinerNumber", examinerNumber, QualitySupervisor.EXAMINER_NUMBER_LIMIT);
    errors.within("occupations", FormText.items(occupations), QualitySupervisor.OCCUPATIONS_LIMIT);
    if (!List.of("", "男", "女").contains(sex)) {
      errors.add("sex", "请选择性别");
    }
    if (!idNumber.isEmpty() && !Masks.isMasked(idNumber)) {
      NationalNumbers.problemOfCitizenNumber(idNumber, today.minusYears(16))
          .ifPresent(problem -> errors.add("idNumber", problem));
    }
    if (!phone.isEmpty()
        && !Masks.isMasked(phone)
        && !phone.matches("1\\d{10}|0\\d{2,3}-?\\d{7,8}")) {
      errors.add("phone", "请填写 11 位手机号码");
    }
    errors.within("remark", remark, SupervisorEntry.REMARK_LIMIT);
    errors.within("reason", reason, TextLimit.REASON);
    return errors;
  }

  private void checkCard(FormErrors errors) {
    LocalDate issued = date(issuedOn);
    if (issued == null) {
      errors.add("issuedOn", "请填写发证日期，样式为 2026-11-23");
      return;
    }
    LocalDate longest = longest(issued);
    LocalDate until = validUntil.isEmpty() ? longest : date(validUntil);
    if (until == null) {
      errors.add("validUntil", "请填写有效期至，样式为 2026-11-23");
    } else if (until.isBefore(issued)) {
      errors.add("validUntil", "有效期至不能早于发证日期");
    } else if (until.isAfter(longest)) {
      errors.add("validUntil", "证卡有效期为三年（第五条），最晚为 " + longest);
    }
  }

  private static LocalDate longest(LocalDate issued) {
    return QualitySupervisor.lastValidDay(
        issued, Integer.parseInt(Parameter.CARD_VALIDITY_YEARS.standard()));
  }

  /** The last day at the old employer: as given, else today. */
  LocalDate leftDay(LocalDate today) {
    LocalDate given = date(leftOn);
    return given == null ? today : given;
  }

  /** The entry, without grades and standing; only after {@link #check} found nothing. */
  SupervisorEntry entry() {
    LocalDate issued = LocalDate.parse(issuedOn);
    return new SupervisorEntry(
        new QualitySupervisor(
            card,
            name,
            SupervisorKind.valueOf(kind),
            employer,
            employerCode.isEmpty() ? null : employerCode,
            List.of(),
            district,
            issued,
            validUntil.isEmpty() ? longest(issued) : LocalDate.parse(validUntil),
            new TreeMap<>(),
            List.of(),
            examinerNumber.isEmpty() ? null : examinerNumber,
            FormText.items(occupations)),
        source.isEmpty() ? null : SupervisorSource.valueOf(source),
        idNumber,
        phone,
        sex,
        remark);
  }

  static @Nullable LocalDate date(String text) {
    return WrittenDay.read(text);
  }
}
