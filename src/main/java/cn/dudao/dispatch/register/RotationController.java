package cn.dudao.dispatch.register;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.NameSeals;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.Supervisors;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 轮换台账, 按单位和按人员。 */
@Article("19")
@Controller
class RotationController {

  private static final int SHOWN = 50;

  private final RotationRegister register;
  private final Institutions institutions;
  private final Supervisors supervisors;
  private final NameSeals seals;
  private final RegisterExport export;

  RotationController(
      RotationRegister register,
      Institutions institutions,
      Supervisors supervisors,
      NameSeals seals,
      RegisterExport export) {
    this.register = register;
    this.institutions = institutions;
    this.supervisors = supervisors;
    this.seals = seals;
    this.export = export;
  }

  /** 查看轮换台账：哪些单位有督导员连续次数已满或者一次后即满. */
  @GetMapping("/dispatch/rotation")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, SignedIn user, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", register.list(query, user));
    model.addAttribute("limit", register.limit());
    model.addAttribute("sealed", seals.anywhere(user).note());
    model.addAttribute("districts", Divisions.choices(query.filter("district")));
    model.addAttribute(
        "people", query.has("person") ? supervisors.search(query.filter("person"), 20) : Map.of());
    return "dispatch/register/rotation";
  }

  /** 导出轮换台账. */
  @GetMapping("/dispatch/rotation.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void export(ListQuery query, SignedIn user, HttpServletResponse response) throws IOException {
    export.send(
        "rotation",
        "轮换台账",
        List.of(
            RegisterExport.text("单位代码").wide(20),
            RegisterExport.text("单位名称").wide(32),
            RegisterExport.date("最近一次首日"),
            RegisterExport.date("最近一次末日"),
            RegisterExport.number("已满人数"),
            RegisterExport.text("已满").wide(40),
            RegisterExport.number("一次后即满人数").wide(16),
            RegisterExport.text("一次后即满").wide(40)),
        user,
        response,
        rows ->
            register
                .all(query, user)
                .forEach(each ->
                    rows.row(
                        each.code(),
                        each.name(),
                        each.first(),
                        each.last(),
                        each.full().size(),
                        RotationLine.names(each.full()),
                        each.nearly().size(),
                        RotationLine.names(each.nearly()))));
  }

  /** 查看一个单位历次督导的人员和连续次数. */
  @GetMapping("/dispatch/rotation/institutions/{code}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String institution(@PathVariable String code, SignedIn user, Model model) {
    model.addAttribute("code", code);
    model.addAttribute("name", institutionName(code));
    model.addAttribute("rotation", register.ofInstitution(code, user));
    model.addAttribute("shown", SHOWN);
    model.addAttribute("sealed", seals.anywhere(user).note());
    return "dispatch/register/rotation-institution";
  }

  /** 导出一个单位的全部督导次序. */
  @GetMapping("/dispatch/rotation/institutions/{code}.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void exportInstitution(@PathVariable String code, SignedIn user, HttpServletResponse response)
      throws IOException {
    String name = institutionName(code);
    export.send(
        "rotation",
        "轮换台账",
        List.of(
            RegisterExport.text("单位名称").wide(32),
            RegisterExport.number("次"),
            RegisterExport.date("首日"),
            RegisterExport.date("末日"),
            RegisterExport.text("任务").wide(44),
            RegisterExport.text("督导员（连续次数）").wide(44)),
        user,
        response,
        rows ->
            register
                .ofInstitution(code, user)
                .occasions()
                .forEach(each ->
                    rows.row(
                        name,
                        each.number(),
                        each.first(),
                        each.last(),
                        String.join("、", each.tasks()),
                        each.teamText())));
  }

  /** 查看一名督导员历次督导的单位和连续次数. */
  @GetMapping("/dispatch/rotation/people/{card}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String person(@PathVariable String card, SignedIn user, Model model) {
    model.addAttribute("card", card);
    model.addAttribute("name", personName(card));
    model.addAttribute("rotation", register.ofPerson(card, user));
    model.addAttribute("sealed", seals.anywhere(user).note());
    return "dispatch/register/rotation-person";
  }

  /** 导出一名督导员的全部督导次序. */
  @GetMapping("/dispatch/rotation/people/{card}.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void exportPerson(@PathVariable String card, SignedIn user, HttpServletResponse response)
      throws IOException {
    String name = personName(card);
    export.send(
        "rotation",
        "轮换台账",
        List.of(
            RegisterExport.text("证卡编号"),
            RegisterExport.text("姓名"),
            RegisterExport.number("次"),
            RegisterExport.date("日期"),
            RegisterExport.text("时段"),
            RegisterExport.text("任务号").wide(26),
            RegisterExport.text("单位代码").wide(20),
            RegisterExport.text("单位名称").wide(32),
            RegisterExport.number("连续次数")),
        user,
        response,
        rows ->
            register
                .ofPerson(card, user)
                .visits()
                .forEach(each ->
                    rows.row(
                        card,
                        name,
                        each.number(),
                        each.date(),
                        each.halfDay(),
                        each.task(),
                        each.institution(),
                        each.institutionName(),
                        each.inARow())));
  }

  private String institutionName(String code) {
    String name = institutions.names(List.of(code)).get(code);
    if (name == null) {
      throw new NotFoundException("没有这个单位。");
    }
    return name;
  }

  private String personName(String card) {
    String name = supervisors.names(List.of(card)).get(card);
    if (name == null) {
      throw new NotFoundException("没有这名督导员。");
    }
    return name;
  }
}
