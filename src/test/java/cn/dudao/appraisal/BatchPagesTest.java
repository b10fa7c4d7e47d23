package cn.dudao.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class BatchPagesTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");

  @Autowired MockMvc mvc;
  @Autowired Institutions institutions;
  @Autowired AppraisalBatches batches;
  @Autowired AppraisalSessions sessions;

  @BeforeEach
  void oneBatch() throws Exception {
    for (String code : List.of("T-1", "T-2")) {
      institutions.add(
          new Institution(
              code,
              "鉴定站" + code,
              InstitutionKind.STATION,
              "410183",
              "",
              null,
              List.of(),
              "",
              null,
              "",
              "",
              ""),
          CLERK,
          "");
    }
    mvc.perform(form("/batches", "T-B/1", "01").with(As.officer()))
        .andExpect(redirectedUrl("/batches/" + id()));
  }

  private static MockHttpServletRequestBuilder form(String url, String batch, String number) {
    return post(url)
        .with(csrf())
        .param("batch", batch)
        .param("number", number)
        .param("institution", "T-1")
        .param("occupation", "电工")
        .param("level", "4")
        .param("date", "2026-12-05")
        .param("halfDays", "1")
        .param("siteKind", "EXAM")
        .param("candidates", "30")
        .param("examiners", "K4100001\n张三")
        .param("version", "1");
  }

  private UUID id() {
    return batches.find("T-B/1").orElseThrow().id();
  }

  @Test
  @Article("13")
  void theListShowsBatchesWithTheirDays() throws Exception {
    mvc.perform(get("/batches").param("q", "T-B/1").param("from", "2026-12-01").with(As.leader()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("T-B/1")))
        .andExpect(content().string(containsString("2026-12-05")))
        .andExpect(content().string(containsString("鉴定站T-1")));
    mvc.perform(
            get("/batches")
                .param("q", "T-B/1")
                .param("from", "2026-12-06")
                .param("district", "410183")
                .with(As.leader()))
        .andExpect(content().string(containsString("没有符合条件的批次")));
  }

  @Test
  void theListAddsUpAllItsPages() throws Exception {
    for (int i = 2; i <= 24; i++) {
      mvc.perform(form("/batches", "T-B/" + i, "01").with(As.officer()))
          .andExpect(status().is3xxRedirection());
    }
    mvc.perform(get("/batches").param("q", "T-B/").param("size", "20").with(As.officer()))
        .andExpect(content().string(containsString("合计（共 24 条）")))
        .andExpect(
            content().string(containsString("<td data-label=\"人数\" class=\"dd-number\">720<")));
  }

  @Test
  @Article("14")
  void theRecordShowsSessionsWithTheirExaminersAndTheInstitutionsDistrict() throws Exception {
    mvc.perform(get("/batches/" + id()).with(As.officer()))
        .andExpect(content().string(containsString("K4100001、张三")))
        .andExpect(content().string(containsString("新密市")))
        .andExpect(content().string(containsString("四级（中级工）")));
  }

  @Test
  void sessionsAreAddedChangedAndCalledOff() throws Exception {
    mvc.perform(form("/batches/" + id() + "/sessions", "T-B/1", "02").with(As.officer()))
        .andExpect(redirectedUrl("/batches/" + id()));
    mvc.perform(form("/batches/" + id() + "/sessions", "T-B/1", "02").with(As.officer()))
        .andExpect(redirectedUrl("/batches/" + id()));
    UUID second = sessions.of("T-B/1").getLast().id();
    mvc.perform(get("/sessions/" + second + "/edit").with(As.officer()))
        .andExpect(content().string(containsString("张三")));
    mvc.perform(
            form("/sessions/" + second, "T-B/1", "02")
                .param("important", "true")
                .with(As.officer()))
        .andExpect(redirectedUrl("/batches/" + id()));
    assertThat(batches.find("T-B/1").orElseThrow().important()).isTrue();
    mvc.perform(form("/sessions/" + second, "T-B/1", "02").with(As.officer()))
        .andExpect(status().isConflict())
        .andExpect(content().string(containsString("重要批次")));

    mvc.perform(get("/sessions/" + second + "/cancellation").with(As.officer()))
        .andExpect(content().string(containsString("不再安排督导")));
    mvc.perform(
            post("/sessions/" + second + "/cancellation")
                .with(csrf())
                .param("version", "2")
                .with(As.officer()))
        .andExpect(status().is(422));
    mvc.perform(
            post("/sessions/" + second + "/cancellation")
                .with(csrf())
                .param("version", "2")
                .param("reason", "报名人数不足")
                .with(As.officer()))
        .andExpect(redirectedUrl("/batches/" + id()));
    assertThat(batches.find("T-B/1").orElseThrow().sessions()).isEqualTo(1);
    mvc.perform(get("/batches/" + id()).param("tab", "history").with(As.officer()))
        .andExpect(content().string(containsString("取消场次")))
        .andExpect(content().string(containsString("报名人数不足")));
  }

  @Test
  void mistakesComeBackBesideTheFields() throws Exception {
    mvc.perform(
            post("/batches")
                .with(csrf())
                .param("batch", "T-B2")
                .param("institution", "T-404")
                .param("candidates", "-5")
                .param("date", "2026-13-05")
                .with(As.officer()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("没有代码为 T-404 的单位")))
        .andExpect(content().string(containsString("请填写场次号")))
        .andExpect(content().string(containsString("人数为不小于 0 的整数")))
        .andExpect(content().string(containsString("请填写日期")));
  }

  @Test
  void staffSeeTheBatchesOfTheirOwnInstitutionOnly() throws Exception {
    mvc.perform(get("/batches").with(As.institutionStaff("T-1")))
        .andExpect(content().string(containsString("T-B/1")));
    mvc.perform(get("/batches").with(As.institutionStaff("T-2")))
        .andExpect(content().string(not(containsString("T-B/1"))));
    mvc.perform(get("/batches").with(As.a(UserRole.INSTITUTION_STAFF)))
        .andExpect(content().string(containsString("还没有关联机构")));
    mvc.perform(get("/batches/" + id()).with(As.institutionStaff("T-1")))
        .andExpect(status().isOk());
    mvc.perform(get("/batches/" + id()).with(As.institutionStaff("T-2")))
        .andExpect(status().isNotFound());
    mvc.perform(get("/batches").with(As.supervisor("T0001"))).andExpect(status().isForbidden());
    mvc.perform(form("/batches", "T-B9", "01").with(As.leader())).andExpect(status().isForbidden());
  }
}
