package cn.dudao.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 长者模式: larger type in this browser. */
@Controller
class DisplayController {

  @PostMapping("/display")
  @Allowed(everybody = true)
  String change(
      @RequestParam(defaultValue = "0") String large,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from("dudao-large", large.equals("1") ? "1" : "0")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .path("/")
            .maxAge(Duration.ofDays(365))
            .build()
            .toString());
    // Browsers leave out tabs and line ends, so that "/", a tab and "/host" would be another host.
    boolean local = back.matches("/([!-~&&[^/\\\\{}]][!-~&&[^{}]]*)?");
    return "redirect:" + (local ? back : "/");
  }
}
