package cn.dudao.institution;

import cn.dudao.platform.calendar.WrittenDay;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the form of an institution sends; every field is text, "" if it was left empty. */
public record InstitutionForm(
    String code,
    String name,
    String kind,
    String district,
    String address,
    String parentCode,
    String scope,
    String licence,
    String licenceUntil,
    String head,
    String phone,
    String status,
    String reason,
    String version) {

  public InstitutionForm {
    code = FormText.clean(code);
    name = FormText.clean(name);
    kind = FormText.clean(kind);
    district = FormText.clean(district);
    address = FormText.clean(address);
    parentCode = FormText.clean(parentCode);
    scope = FormText.clean(scope);
    licence = FormText.clean(licence);
    licenceUntil = FormText.clean(licenceUntil);
    head = FormText.clean(head);
    phone = FormText.clean(phone);
    status = FormText.clean(status);
    reason = FormText.clean(reason);
    version = FormText.clean(version);
  }

  static InstitutionForm empty() {
    return new InstitutionForm("", "", "", "", "", "", "", "", "", "", "", "", "", "");
  }

  static InstitutionForm of(Institution each, int version) {
    return new InstitutionForm(
        each.code(),
        each.name(),
        each.kind().name(),
        each.district(),
        each.address(),
        Objects.requireNonNullElse(each.parentCode(), ""),
        String.join("\n", each.scope()),
        each.licence(),
        Objects.toString(each.licenceUntil(), ""),
        each.head(),
        each.phone(),
        each.status(),
        "",
        Integer.toString(version));
  }

  /** The version that an edit rests on; 0 if somebody changed the form by hand. */
  int versionNumber() {
    return FormText.version(version);
  }

  /**
   * What is wrong, field by field.
   *
   * @param register where the parent is looked up
   */
  FormErrors check(Institutions register) {
    FormErrors errors = new FormErrors();
    if (!errors.required("code", code, "请填写单位代码") && !code.matches("[0-9A-Za-z_-]{1,40}")) {
      errors.add("code", "单位代码只能有字母、数字、“-”和“_”，不超过 40 个字符");
    }
    if (code.length() == 18) {
      NationalNumbers.problemOfOrganisationCode(code)
          .ifPresent(problem -> errors.add("code", problem));
    }
    errors.required("name", name, "请填写单位名称");
    errors.within("name", name, Institution.NAME_LIMIT);
    if (Arrays.stream(InstitutionKind.values()).noneMatch(each -> each.name().equals(kind))) {
      errors.add("kind", "请选择单位类型");
    }
    if (!Divisions.all().isCounty(district)) {
      errors.add("district", "请选择区县");
    }
    errors.within("address", address, Institution.ADDRESS_LIMIT);
    if (parentCode.equals(code) && !code.isEmpty()) {
      errors.add("parentCode", "上级单位不能是本单位");
    } else if (!parentCode.isEmpty() && register.find(parentCode).isEmpty()) {
      errors.add("parentCode", "没有代码为 %s 的单位，请先登记上级单位".formatted(parentCode));
    }
    errors.within("scope", FormText.items(scope), Institution.SCOPE_LIMIT);
    errors.within("licence", licence, Institution.LICENCE_LIMIT);
    if (!licenceUntil.isEmpty() && date(licenceUntil) == null) {
      errors.add("licenceUntil", "请按 2026-11-23 的样式填写实际存在的日期");
    }
    errors.within("head", head, Institution.HEAD_LIMIT);
    errors.within("phone", phone, Institution.PHONE_LIMIT);
    if (!phone.isEmpty() && !phone.matches("[0-9*+() -]{5,20}")) {
      errors.add("phone", "联系电话只能有数字和“-”，例如 0371-67170000");
    }
    errors.within("status", status, Institution.STATUS_LIMIT);
    errors.within("reason", reason, TextLimit.REASON);
    return errors;
  }

  /** The institution; only after {@link #check} found nothing. */
  Institution institution() {
    return new Institution(
        code,
        name,
        InstitutionKind.valueOf(kind),
        district,
        address,
        parentCode.isEmpty() ? null : parentCode,
        FormText.items(scope),
        licence,
        licenceUntil.isEmpty() ? null : LocalDate.parse(licenceUntil),
        head,
        phone,
        status);
  }

  private static @Nullable LocalDate date(String text) {
    return WrittenDay.read(text);
  }
}
