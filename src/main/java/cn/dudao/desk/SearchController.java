package cn.dudao.desk;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 检索. */
@Controller
class SearchController {

  private final Search search;

  SearchController(Search search) {
    this.search = search;
  }

  @GetMapping("/search")
  @Allowed(signedIn = true)
  String search(@RequestParam(defaultValue = "") String q, SignedIn user, Model model) {
    List<HitGroup> groups = search.find(q, user);
    model.addAttribute("words", q.strip());
    model.addAttribute("groups", groups);
    return "desk/search";
  }
}
