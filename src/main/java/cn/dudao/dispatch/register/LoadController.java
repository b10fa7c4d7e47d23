package cn.dudao.dispatch.register;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.NameSeals;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.SupervisorKind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 工作量台账, 各人的工作量、同组次数和各单位距上次督导的时间。 */
@Article({"8", "19"})
@Controller
class LoadController {

  private final LoadRegister register;
  private final NameSeals seals;
  private final RegisterExport export;

  LoadController(LoadRegister register, NameSeals seals, RegisterExport export) {
    this.register = register;
    this.seals = seals;
    this.export = export;
  }

  private void common(ListQuery query, SignedIn user, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("year", register.year(query));
    model.addAttribute("sealed", seals.anywhere(user).note());
  }

  /** 查看工作量台账：每个人一年的任务数、半日数和与平均数的差，以及均衡程度. */
  @GetMapping("/dispatch/load")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String people(ListQuery query, SignedIn user, Model model) {
    common(query, user, model);
    var figures = register.figures(query, user);
    model.addAttribute("figures", figures);
    model.addAttribute("page", register.people(query, figures, user));
    model.addAttribute("kinds", SupervisorKind.values());
    return "dispatch/register/load";
  }

  /** 导出工作量台账. */
  @GetMapping("/dispatch/load.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void exportPeople(ListQuery query, SignedIn user, HttpServletResponse response)
      throws IOException {
    var figures = register.figures(query, user);
    export.send(
        "load",
        "工作量台账",
        List.of(
            RegisterExport.text("证卡编号"),
            RegisterExport.text("姓名"),
            RegisterExport.text("级别").wide(20),
            RegisterExport.number("任务"),
            RegisterExport.number("半日"),
            RegisterExport.text("与平均数的差").wide(16),
            RegisterExport.date("最近一次")),
        user,
        response,
        rows ->
            register.eachPerson(
                query,
                figures,
                user,
                each ->
                    rows.row(
                        each.card(),
                        each.name(),
                        each.kind().label(),
                        each.tasks(),
                        each.halfDays(),
                        each.against(figures.mean()),
                        each.last())));
  }

  /** 查看一年中同组次数最多的两人. */
  @GetMapping("/dispatch/load/pairs")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String pairs(ListQuery query, SignedIn user, Model model) {
    common(query, user, model);
    model.addAttribute("page", register.pairsOf(query, user));
    return "dispatch/register/load-pairs";
  }

  /** 导出同组次数. */
  @GetMapping("/dispatch/load/pairs.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void exportPairs(ListQuery query, SignedIn user, HttpServletResponse response)
      throws IOException {
    export.send(
        "load",
        "同组次数",
        List.of(
            RegisterExport.text("证卡编号"),
            RegisterExport.text("姓名"),
            RegisterExport.text("同组人证卡编号").wide(18),
            RegisterExport.text("同组人姓名"),
            RegisterExport.number("次数"),
            RegisterExport.date("最近一次")),
        user,
        response,
        rows ->
            register.eachPair(
                query,
                user,
                each ->
                    rows.row(
                        each.card(),
                        each.name(),
                        each.otherCard(),
                        each.otherName(),
                        each.times(),
                        each.last())));
  }

  /** 查看各单位距上次督导的时间. */
  @GetMapping("/dispatch/load/institutions")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("13")
  String visits(ListQuery query, SignedIn user, Model model) {
    common(query, user, model);
    model.addAttribute("page", register.visitsOf(query));
    model.addAttribute("today", register.today());
    return "dispatch/register/load-institutions";
  }

  /** 导出各单位距上次督导的时间. */
  @GetMapping("/dispatch/load/institutions.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("13")
  void exportVisits(ListQuery query, SignedIn user, HttpServletResponse response)
      throws IOException {
    var today = register.today();
    export.send(
        "load",
        "距上次督导",
        List.of(
            RegisterExport.text("单位代码").wide(20),
            RegisterExport.text("单位名称").wide(32),
            RegisterExport.date("上次督导"),
            RegisterExport.text("距今"),
            RegisterExport.date("下次督导")),
        user,
        response,
        rows ->
            register.eachVisit(
                query,
                each ->
                    rows.row(
                        each.code(), each.name(), each.last(), each.since(today), each.next())));
  }
}
