package cn.dudao.dispatch.register;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 回避台账, 全部回避事由。 */
@Article("18")
@Controller
class RecusalRegisterController {

  private final RecusalRegister register;
  private final RegisterExport export;

  RecusalRegisterController(RecusalRegister register, RegisterExport export) {
    this.register = register;
    this.export = export;
  }

  /** 查看回避台账：推定的、申报的、决定的和申请的全部回避事由. */
  @GetMapping("/dispatch/recusal")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    List<Choice> sources = new ArrayList<>();
    sources.add(new Choice("DERIVED", "推定（全部）"));
    Arrays.stream(RecusalLine.Source.values())
        .forEach(each -> sources.add(new Choice(each.name(), each.label())));
    model.addAttribute("query", query);
    model.addAttribute("page", register.list(query));
    model.addAttribute("sources", sources);
    model.addAttribute(
        "states",
        Arrays.stream(RecusalLine.State.values())
            .map(each -> new Choice(each.name(), each.label()))
            .toList());
    return "dispatch/register/recusal";
  }

  /** 导出回避台账. */
  @GetMapping("/dispatch/recusal.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void export(ListQuery query, SignedIn user, HttpServletResponse response) throws IOException {
    export.send(
        "recusal",
        "回避台账",
        List.of(
            RegisterExport.text("证卡编号"),
            RegisterExport.text("姓名"),
            RegisterExport.text("单位代码").wide(20),
            RegisterExport.text("单位名称").wide(32),
            RegisterExport.text("来源").wide(18),
            RegisterExport.text("关系").wide(20),
            RegisterExport.date("自"),
            RegisterExport.date("至"),
            RegisterExport.text("说明和决定").wide(44),
            RegisterExport.text("现况"),
            RegisterExport.text("依据")),
        user,
        response,
        rows ->
            register.each(
                query,
                each ->
                    rows.row(
                        each.card(),
                        each.name(),
                        each.institution(),
                        each.institutionName(),
                        each.source().label(),
                        each.relation(),
                        each.from(),
                        each.to(),
                        each.note(),
                        each.state().label(),
                        "第十八条")));
  }
}
