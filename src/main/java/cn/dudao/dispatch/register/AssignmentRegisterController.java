package cn.dudao.dispatch.register;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Shown;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** 委派台账, 签发过的每一项委派。 Every order that was ever issued. */
@Article({"4", "8"})
@Controller
class AssignmentRegisterController {

  private final AssignmentRegister register;
  private final RegisterExport export;

  AssignmentRegisterController(AssignmentRegister register, RegisterExport export) {
    this.register = register;
    this.export = export;
  }

  /** 查看委派台账，按状态、日期、单位、督导员和标记筛选；名单密封期间只有经办人员能看到人员. */
  @GetMapping("/dispatch/assignments")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, SignedIn user, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", register.list(query, user));
    model.addAttribute(
        "states",
        Arrays.stream(AssignmentState.values())
            .map(each -> new Choice(each.name(), each.label()))
            .toList());
    return "dispatch/register/assignments";
  }

  /** 导出委派台账中筛选出的内容；导出记入操作记录. */
  @GetMapping("/dispatch/assignments.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void export(ListQuery query, SignedIn user, HttpServletResponse response) throws IOException {
    export.send(
        "assignments",
        "委派台账",
        List.of(
            RegisterExport.text("文号").wide(20),
            RegisterExport.text("任务号").wide(26),
            RegisterExport.text("批次号").wide(20),
            RegisterExport.date("任务日期"),
            RegisterExport.text("时段"),
            RegisterExport.text("单位代码").wide(20),
            RegisterExport.text("单位名称").wide(32),
            RegisterExport.text("证卡编号"),
            RegisterExport.text("姓名"),
            RegisterExport.text("角色"),
            RegisterExport.text("状态"),
            RegisterExport.text("签发时间").wide(18),
            RegisterExport.text("回执").wide(26),
            RegisterExport.text("原因").wide(40),
            RegisterExport.text("应急改派").wide(18),
            RegisterExport.text("规则提示")),
        user,
        response,
        rows ->
            register.each(
                query,
                user,
                each ->
                    rows.row(
                        each.documentNumber(),
                        each.task(),
                        each.batch(),
                        each.day(),
                        each.halfDays().label(),
                        each.institution(),
                        each.institutionName(),
                        each.card(),
                        each.person(),
                        each.role().label(),
                        each.state().label(),
                        Shown.time(each.issuedAt()),
                        each.answer(),
                        each.reason(),
                        each.emergency(),
                        each.concern() ? "待处理" : "")));
  }

  /** 导出勾选的委派. */
  @PostMapping("/dispatch/assignments.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void ticked(ListQuery query, SignedIn user, HttpServletResponse response) throws IOException {
    if (query.ticked().isEmpty()) {
      throw new NotFoundException("没有勾选任何一行，没有导出。请返回列表勾选后再导出。");
    }
    export(query, user, response);
  }
}
