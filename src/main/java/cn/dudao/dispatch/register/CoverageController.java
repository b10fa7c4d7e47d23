package cn.dudao.dispatch.register;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 覆盖台账, 每个批次的督导排到哪一步。 */
@Article("13")
@Controller
class CoverageController {

  private final CoverageRegister register;
  private final RegisterExport export;

  CoverageController(CoverageRegister register, RegisterExport export) {
    this.register = register;
    this.export = export;
  }

  /** 查看覆盖台账：每个批次已编排、已签发、已接受、已实施的任务，空缺和原因. */
  @GetMapping("/dispatch/coverage")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("period", register.period(query));
    model.addAttribute("page", register.list(query));
    return "dispatch/register/coverage";
  }

  /** 导出覆盖台账. */
  @GetMapping("/dispatch/coverage.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void export(ListQuery query, SignedIn user, HttpServletResponse response) throws IOException {
    export.send(
        "coverage",
        "覆盖台账",
        List.of(
            RegisterExport.text("批次号").wide(20),
            RegisterExport.text("单位代码").wide(20),
            RegisterExport.text("单位名称").wide(32),
            RegisterExport.date("首日"),
            RegisterExport.date("末日"),
            RegisterExport.number("任务"),
            RegisterExport.number("已编排"),
            RegisterExport.number("已签发"),
            RegisterExport.number("已接受"),
            RegisterExport.number("已实施"),
            RegisterExport.number("空缺席位"),
            RegisterExport.text("进度"),
            RegisterExport.text("原因").wide(44)),
        user,
        response,
        rows ->
            register.each(
                query,
                each ->
                    rows.row(
                        each.number(),
                        each.institution(),
                        each.institutionName(),
                        each.first(),
                        each.last(),
                        each.tasks(),
                        each.planned(),
                        each.issued(),
                        each.accepted(),
                        each.done(),
                        each.openSeats(),
                        each.stage().label(),
                        each.reason())));
  }
}
