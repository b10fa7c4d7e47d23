package cn.dudao.account;

import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.RequestId;
import cn.dudao.platform.web.StaleException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The pages for what went wrong: what happened, what to do, and the id to name when asking. */
@Controller
@ControllerAdvice
class ErrorPages implements ErrorController {

  /**
   * Where the server leads requests that failed. Asked for by hand it is a page that is not there.
   */
  @RequestMapping("/error")
  @Allowed(everybody = true)
  String error(HttpServletRequest request, HttpServletResponse response, Model model) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    boolean expired = request.getAttribute(Refusals.EXPIRED_FORM) != null;
    Text text = expired ? EXPIRED : text(status);
    response.setStatus(status);
    model.addAttribute("title", text.title);
    model.addAttribute("text", text.text);
    model.addAttribute("advice", text.advice);
    model.addAttribute("id", RequestId.of(request));
    return "error/page";
  }

  private record Text(String title, String text, String advice) {}

  private static final Text EXPIRED =
      new Text("页面已过期", "这个页面打开得太久，或者您在别处重新登录过，所提交的内容没有保存。", "请返回上一页，刷新后再提交。");

  private static Text text(int status) {
    return switch (status) {
      case 400 -> new Text("请求无法识别", "浏览器发来的内容不完整或格式不对，没有作任何改动。", "请返回上一页重试。");
      case 401, 403 -> new Text("您没有这项权限", "您的角色不能打开这个页面或办理这件事。", "如果工作需要，请联系安全管理员授予相应角色。");
      case 404, 405 -> new Text("没有这个页面", "地址可能有误，或者记录已不存在。", "请从菜单进入，或核对地址。");
      case 413 -> new Text("文件太大", "上传的文件超过了允许的大小，没有保存。", "请压缩或拆分后再上传。");
      case 429 -> new Text("请求过于频繁", "短时间内的请求太多。", "请稍等片刻再试。");
      case 503 -> new Text("系统正忙", "现在使用的人较多。", "请稍等几秒再试。");
      default ->
          status >= 500
              ? new Text("系统出现故障", "这次请求没有完成，未保存的内容没有写入。", "请稍后再试；如仍然如此，请把下面的编号告诉系统管理员。")
              : new Text("请求没有完成", "系统不能办理这个请求。", "请返回上一页重试。");
    };
  }

  @ExceptionHandler(NotFoundException.class)
  ModelAndView notFound(NotFoundException problem, HttpServletRequest request) {
    var page = new ModelAndView("error/page");
    page.setStatus(org.springframework.http.HttpStatus.NOT_FOUND);
    page.addObject("title", "没有找到");
    page.addObject("text", problem.getMessage());
    page.addObject("advice", "请从列表重新查找，或核对地址。");
    page.addObject("id", RequestId.of(request));
    return page;
  }

  @ExceptionHandler(StaleException.class)
  ModelAndView stale(StaleException problem, HttpServletRequest request) {
    var page = new ModelAndView("error/stale");
    page.setStatus(org.springframework.http.HttpStatus.CONFLICT);
    page.addObject("text", problem.getMessage());
    page.addObject("url", problem.url());
    page.addObject("changes", problem.changes());
    page.addObject("id", RequestId.of(request));
    return page;
  }
}
