package cn.dudao.institution;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.Versioned;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 机构的页面. */
@Controller
class InstitutionController {

  private final Institutions institutions;
  private final ChangeHistory history;

  InstitutionController(Institutions institutions, ChangeHistory history) {
    this.institutions = institutions;
    this.history = history;
  }

  @GetMapping("/institutions")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", institutions.list(query));
    model.addAttribute("kinds", kinds());
    return "institution/list";
  }

  /** What fits the letters typed so far, for fields that name an institution. */
  @GetMapping("/institutions/choices")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER, UserRole.SUPERVISOR})
  String choices(@RequestParam Map<String, String> parameters, Model model) {
    String words =
        parameters.entrySet().stream()
            .filter(each -> !each.getKey().startsWith("_"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    model.addAttribute(
        "choices",
        institutions.search(words, 20).stream()
            .map(each -> new Choice(each.code(), each.name()))
            .toList());
    return "register/choices";
  }

  @GetMapping("/institutions/own")
  @Allowed(UserRole.INSTITUTION_STAFF)
  String own(SignedIn user) {
    if (user.institutionCode() == null) {
      throw new NotFoundException("您的账户还没有关联机构，请联系系统管理员。");
    }
    return "redirect:/institutions/" + user.institutionCode();
  }

  @GetMapping("/institutions/{code}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER, UserRole.INSTITUTION_STAFF})
  String record(
      @PathVariable String code,
      @RequestParam(defaultValue = "particulars") String tab,
      SignedIn user,
      Model model) {
    boolean bureau = user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
    if (!bureau && !code.equals(user.institutionCode())) {
      throw unknown(code);
    }
    Versioned<Institution> found = found(code);
    String parentCode = found.value().parentCode();
    model.addAttribute("institution", found.value());
    model.addAttribute("tab", bureau && tab.equals("history") ? "history" : "particulars");
    model.addAttribute(
        "parent",
        parentCode == null
            ? ""
            : institutions.names(List.of(parentCode)).getOrDefault(parentCode, ""));
    model.addAttribute("children", institutions.childrenOf(code));
    model.addAttribute(
        "changes",
        tab.equals("history") && bureau ? history.of(Institutions.KIND, code, 200) : List.of());
    return "institution/record";
  }

  @GetMapping("/institutions/new")
  @Allowed(UserRole.BUREAU_OFFICER)
  String blank(Model model) {
    return form(InstitutionForm.empty(), FormErrors.NONE, true, model);
  }

  @PostMapping("/institutions")
  @Allowed(UserRole.BUREAU_OFFICER)
  String add(
      @ModelAttribute InstitutionForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    FormErrors errors = form.check(institutions);
    if (errors.isEmpty()) {
      Institution wanted = form.institution();
      if (institutions.add(wanted, user.actor(), form.reason())) {
        Notice.done(redirect, "已登记单位“%s”。".formatted(wanted.name()));
        return "redirect:/institutions/" + wanted.code();
      }
      if (institutions.difference(List.of(wanted)).isEmpty()) {
        // The same form once more, a double click for example: it is done already.
        return "redirect:/institutions/" + wanted.code();
      }
      errors.add("code", "单位代码 %s 已登记，请核对，或打开该单位修改".formatted(wanted.code()));
    }
    response.setStatus(422);
    return form(form, errors, true, model);
  }

  @GetMapping("/institutions/{code}/edit")
  @Allowed(UserRole.BUREAU_OFFICER)
  String edit(@PathVariable String code, Model model) {
    Versioned<Institution> found = found(code);
    return form(InstitutionForm.of(found.value(), found.version()), FormErrors.NONE, false, model);
  }

  @PostMapping("/institutions/{code}")
  @Allowed(UserRole.BUREAU_OFFICER)
  String change(
      @PathVariable String code,
      @ModelAttribute InstitutionForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    found(code);
    FormErrors errors = form.check(institutions);
    if (!form.code().equals(code)) {
      errors.add("code", "单位代码登记后不能更改");
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(form, errors, false, model);
    }
    institutions.change(form.institution(), form.versionNumber(), user.actor(), form.reason());
    Notice.done(redirect, "已保存。");
    return "redirect:/institutions/" + code;
  }

  @PostMapping("/institutions/{code}/phone-reading")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String readPhone(
      @PathVariable String code,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Institution institution = found(code).value();
    if (reason.isBlank()) {
      Notice.problem(redirect, "查看完整号码须写明理由，没有显示。");
      return "redirect:/institutions/" + code;
    }
    Optional<String> tooLong = TextLimit.REASON.problemOf(reason.strip());
    if (tooLong.isPresent()) {
      Notice.problem(redirect, tooLong.get() + "，没有显示。");
      return "redirect:/institutions/" + code;
    }
    response.setHeader("Cache-Control", "no-store");
    model.addAttribute("title", "完整号码");
    model.addAttribute("subject", "%s（%s）".formatted(institution.name(), code));
    model.addAttribute("label", "联系电话");
    model.addAttribute("value", institutions.phone(code, reason.strip(), user.actor()));
    model.addAttribute("reason", reason.strip());
    model.addAttribute("back", "/institutions/" + code);
    return "register/revealed";
  }

  private String form(InstitutionForm form, FormErrors errors, boolean fresh, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("fresh", fresh);
    model.addAttribute("kinds", kinds());
    model.addAttribute("districts", Divisions.choices(form.district()));
    return "institution/form";
  }

  private static List<Choice> kinds() {
    return Arrays.stream(InstitutionKind.values())
        .map(each -> new Choice(each.name(), each.label()))
        .toList();
  }

  private Versioned<Institution> found(String code) {
    return institutions.find(code).orElseThrow(() -> unknown(code));
  }

  private static NotFoundException unknown(String code) {
    return new NotFoundException("没有代码为 %s 的单位。".formatted(code));
  }
}
