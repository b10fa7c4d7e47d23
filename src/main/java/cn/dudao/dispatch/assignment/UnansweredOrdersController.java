package cn.dudao.dispatch.assignment;

import cn.dudao.account.Allowed;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 逾期未回执: whom an officer must ask. */
@Controller
class UnansweredOrdersController {

  private final UnansweredOrders orders;

  UnansweredOrdersController(UnansweredOrders orders) {
    this.orders = orders;
  }

  /** 查看逾期未回执的委派. */
  @Article("8")
  @GetMapping("/dispatch/unanswered")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", orders.overdue(query));
    return "dispatch/unanswered";
  }
}
