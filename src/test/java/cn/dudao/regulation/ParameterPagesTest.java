package cn.dudao.regulation;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article("22")
class ParameterPagesTest {

  @Autowired private MockMvc mvc;
  @Autowired private ParameterChanges changes;
  @Autowired private TestClock clock;

  @BeforeEach
  void itIsTheFirstOfDecember() {
    clock.setTo(LocalDate.of(2026, 12, 1));
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  @Test
  void anOfficerProposesAndALeaderApproves() throws Exception {
    mvc.perform(proposal("teamSize", "3", "2027-01-01", "批次人数增加").with(As.officer()))
        .andExpect(status().isFound())
        .andExpect(redirectedUrl("/parameters/teamSize"));
    ParameterChange change = changes.open().getFirst();
    mvc.perform(get("/parameter-changes/" + change.id()).with(As.leader()))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("批次人数增加"),
                        containsString("2 人"),
                        containsString("3 人"),
                        containsString("批准"))));
    mvc.perform(decision(change, "approval", "同意").with(As.leader()))
        .andExpect(redirectedUrl("/parameters/teamSize"));
    mvc.perform(get("/parameters/teamSize").with(As.officer()))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("已批准"),
                        containsString("自 2027-01-01 起"),
                        containsString("测试业务负责人"))));
  }

  @Test
  void aBadFormIsShownAgainWithTheInputKept() throws Exception {
    mvc.perform(proposal("teamSize", "99", "2026-11-30", "试试看").with(As.officer()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("应为 1 至 20 之间的整数"),
                        containsString("生效日期不能早于今天"),
                        containsString("value=\"99\""),
                        containsString("试试看"))));
  }

  @Test
  @Article("19")
  void whatTheRegulationFixesIsRefusedWithItsArticle() throws Exception {
    mvc.perform(get("/parameters/mostInARow/changes/new").with(As.officer()))
        .andExpect(content().string(containsString("由法规规定为 3 次，不能变更")));
    mvc.perform(proposal("mostInARow", "5", "2027-01-01", "人手不够").with(As.officer()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("第十九条")));
  }

  @Test
  void aReturnNeedsANote() throws Exception {
    mvc.perform(proposal("teamSize", "3", "2027-01-01", "批次人数增加").with(As.officer()));
    ParameterChange change = changes.open().getFirst();
    mvc.perform(decision(change, "return", " ").with(As.leader()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("退回时请写明意见")));
    mvc.perform(decision(change, "return", "理由不充分").with(As.leader()))
        .andExpect(redirectedUrl("/parameters/teamSize"));
    mvc.perform(decision(change, "approval", "").with(As.leader()))
        .andExpect(status().isConflict());
  }

  @Test
  void nobodyApprovesTheirOwnProposal() throws Exception {
    var both = As.a(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
    mvc.perform(proposal("teamSize", "3", "2027-01-01", "批次人数增加").with(both));
    ParameterChange change = changes.open().getFirst();
    mvc.perform(get("/parameter-changes/" + change.id()).with(both))
        .andExpect(content().string(containsString("须由另一名负责人审批")));
    mvc.perform(decision(change, "approval", "").with(both))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("不能审批自己的提议")));
  }

  @Test
  void anOfficerCannotApprove() throws Exception {
    mvc.perform(proposal("teamSize", "3", "2027-01-01", "批次人数增加").with(As.officer()));
    mvc.perform(decision(changes.open().getFirst(), "approval", "").with(As.officer()))
        .andExpect(status().isForbidden());
    mvc.perform(proposal("teamSize", "3", "2027-01-01", "批次人数增加").with(As.leader()))
        .andExpect(status().isForbidden());
  }

  private static MockHttpServletRequestBuilder proposal(
      String key, String value, String holdsFrom, String reason) {
    return post("/parameters/" + key + "/changes")
        .with(csrf())
        .param("value", value)
        .param("holdsFrom", holdsFrom)
        .param("reason", reason);
  }

  private static MockHttpServletRequestBuilder decision(
      ParameterChange change, String verb, String note) {
    return post("/parameter-changes/" + change.id() + "/" + verb).with(csrf()).param("note", note);
  }
}
