package cn.dudao.regulation;

import cn.dudao.platform.web.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** The page that says why the regulation does not permit an act. */
@ControllerAdvice
class RefusalPage {

  @ExceptionHandler(RefusedException.class)
  ModelAndView refused(RefusedException refusal, HttpServletRequest request) {
    var page = new ModelAndView("error/refused");
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    page.addObject("text", refusal.getMessage());
    page.addObject("rulings", refusal.rulings());
    page.addObject("id", RequestId.of(request));
    return page;
  }
}
