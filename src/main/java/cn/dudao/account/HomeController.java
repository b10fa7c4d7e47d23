package cn.dudao.account;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
class HomeController {

  @GetMapping("/")
  @Allowed(signedIn = true)
  String home() {
    return "account/home";
  }
}
