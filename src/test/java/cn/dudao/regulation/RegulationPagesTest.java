package cn.dudao.regulation;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

@RoomTest
@Article({"1", "3", "22"})
class RegulationPagesTest {

  @Autowired private MockMvc mvc;

  @Test
  void anybodyMayReadTheWholeMeasure() throws Exception {
    mvc.perform(get("/regulation"))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("郑人社职业〔2014〕17号"),
                        containsString("自 2014-05-19 起施行"),
                        containsString("第三章 质量督导工作和要求"),
                        containsString("第二十二条 施行日期"),
                        containsString("/regulation/articles/19#19-rotation"))));
  }

  @Test
  void everyArticleHasItsPage() throws Exception {
    for (ArticleText article : Regulation.measures().articles()) {
      mvc.perform(get("/regulation/articles/" + article.number()))
          .andExpect(status().isOk())
          .andExpect(content().string(containsString(article.paragraphs().getFirst())))
          .andExpect(content().string(containsString("在系统中的落实")));
    }
  }

  @Test
  @Article("19")
  void theArticleOnRotationShowsItsRuleItsParametersAndItsReading() throws Exception {
    mvc.perform(get("/regulation/articles/19"))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("质量督导员在同一个被督导单位连续从事督导工作不能超过三次。"),
                        containsString("同一单位连续督导次数上限"),
                        containsString("3 次"),
                        containsString("法规规定"),
                        containsString("两种次序都须符合"),
                        containsString("轮换中“连续三次”怎样数"))));
  }

  @Test
  void itemsHaveTheirAnchor() throws Exception {
    mvc.perform(get("/regulation/articles/21"))
        .andExpect(content().string(containsString("id=\"item-3\"")))
        .andExpect(content().string(containsString("（三）对提出的督导意见，拒不采取改进措施的；")));
  }

  @Test
  void thePublicSeesNeitherFiguresNorLinksInside() throws Exception {
    mvc.perform(get("/regulation/articles/5"))
        .andExpect(content().string(not(containsString("dd-figures"))))
        .andExpect(content().string(not(containsString("href=\"/parameters"))));
    mvc.perform(get("/regulation/articles/5").with(As.officer()))
        .andExpect(content().string(containsString("href=\"/parameters/cardValidityYears\"")));
  }

  @Test
  void thereIsNoTwentyThirdArticle() throws Exception {
    for (String number : new String[] {"23", "0", "x", "019"}) {
      mvc.perform(get("/regulation/articles/" + number).with(As.officer()))
          .andExpect(status().isNotFound());
    }
  }

  @Test
  void parametersAreForTheBureau() throws Exception {
    mvc.perform(get("/parameters").with(As.leader()))
        .andExpect(status().isOk())
        .andExpect(content().string(allOf(containsString("每项任务督导员人数"), containsString("法规规定"))));
    mvc.perform(get("/parameters").with(As.supervisor("R41250001")))
        .andExpect(status().isForbidden());
    mvc.perform(get("/parameters/teamSize/changes/new").with(As.leader()))
        .andExpect(status().isForbidden());
    mvc.perform(get("/parameters/teamSize").with(As.a(UserRole.AUDIT_ADMIN)))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("提出变更</a>"))));
    mvc.perform(get("/parameters/size").with(As.officer())).andExpect(status().isNotFound());
  }
}
