package cn.dudao.account;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.support.RoomTest;
import jakarta.servlet.RequestDispatcher;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ViewResolver;

/** What somebody reads when an act did not go through. */
@RoomTest
class ErrorPagesTest {

  @Autowired ApplicationContext application;
  @Autowired MockMvc mvc;

  @Controller
  static class Troubled {

    @GetMapping("/refused")
    String refused() {
      var ruling =
          Ruling.refuse(
              "19", "19", "已连续三次督导该单位，不能再次委派。", LocalDate.of(2026, 12, 5), new Fact("已连续次数", "3"));
      throw new RefusedException("不能委派王督导到任务 P1-20261205。", List.of(ruling));
    }

    @GetMapping("/stale")
    String stale() {
      throw new StaleException(
          "机构“第一技工学校”已被他人修改。",
          "/institutions/A1",
          List.of(new StaleException.Change("区县", "金水区", "二七区")));
    }

    @GetMapping("/missing")
    String missing() {
      throw new NotFoundException("没有编号为 A9 的机构。");
    }
  }

  private MockMvc troubled() {
    return MockMvcBuilders.standaloneSetup(new Troubled())
        .setControllerAdvice(
            application.getBeansWithAnnotation(ControllerAdvice.class).values().toArray())
        .setViewResolvers(
            application.getBeansOfType(ViewResolver.class).values().stream()
                .filter(each -> each.getClass().getSimpleName().startsWith("Jte"))
                .toArray(ViewResolver[]::new))
        .build();
  }

  @Test
  void aRefusalShowsArticleReasonAndFacts() throws Exception {
    troubled()
        .perform(get("/refused"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("不能委派王督导到任务 P1-20261205。")))
        .andExpect(content().string(containsString("href=\"/regulation/articles/19\"")))
        .andExpect(content().string(containsString("已连续三次督导该单位，不能再次委派。")))
        .andExpect(content().string(containsString("<dt>已连续次数</dt><dd>3</dd>")))
        .andExpect(content().string(containsString("按 2026-12-05 有效的规定判断")));
  }

  @Test
  void aStaleChangeShowsWhatChanged() throws Exception {
    troubled()
        .perform(get("/stale"))
        .andExpect(status().isConflict())
        .andExpect(content().string(containsString("<td>金水区</td><td>二七区</td>")))
        .andExpect(content().string(containsString("href=\"/institutions/A1\"")));
  }

  @Test
  void aMissingRecordIsSaidToBeMissing() throws Exception {
    troubled()
        .perform(get("/missing"))
        .andExpect(status().isNotFound())
        .andExpect(content().string(containsString("没有编号为 A9 的机构。")));
  }

  @ParameterizedTest
  @CsvSource({"403, 您没有这项权限", "404, 没有这个页面", "413, 文件太大", "500, 系统出现故障"})
  void everyFailureHasAPageWithAnIdAndNoDetails(int code, String title) throws Exception {
    mvc.perform(
            get("/error")
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, code)
                .requestAttr(
                    RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("secret detail")))
        .andExpect(status().is(code))
        .andExpect(content().string(containsString(title)))
        .andExpect(content().string(containsString("编号")))
        .andExpect(content().string(org.hamcrest.Matchers.not(containsString("secret detail"))));
  }
}
