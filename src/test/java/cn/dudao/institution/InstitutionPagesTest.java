package cn.dudao.institution;

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
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.support.As;
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class InstitutionPagesTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");

  @Autowired MockMvc mvc;
  @Autowired Institutions institutions;
  @Autowired RecordOfActs ledger;

  @BeforeEach
  void oneInstitution() {
    institutions.add(InstitutionsTest.anInstitution("T-1", "东区鉴定站"), CLERK, "");
  }

  private static MockHttpServletRequestBuilder form(String url, String code, String name) {
    return post(url)
        .with(csrf())
        .param("code", code)
        .param("name", name)
        .param("kind", "STATION")
        .param("district", "410105")
        .param("scope", "电工:5,4,3\n焊工:5,4")
        .param("phone", "138****5678")
        .param("version", "1");
  }

  @Test
  void theListFindsByNameAndShowsTheOfficesWords() throws Exception {
    mvc.perform(get("/institutions").param("q", "东区").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("东区鉴定站")))
        .andExpect(content().string(containsString("金水区")))
        .andExpect(content().string(containsString("鉴定站")));
    mvc.perform(get("/institutions").param("q", "查无此站").with(As.officer()))
        .andExpect(content().string(containsString("没有符合条件的机构")));
  }

  @Test
  void theRecordMasksThePhone() throws Exception {
    mvc.perform(get("/institutions/T-1").with(As.leader()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("138****5678")))
        .andExpect(content().string(not(containsString("13812345678"))));
    mvc.perform(get("/institutions/T-1").param("tab", "history").with(As.officer()))
        .andExpect(content().string(containsString("王科员")));
  }

  @Test
  void readingThePhoneTakesAReasonAndIsRecorded() throws Exception {
    mvc.perform(post("/institutions/T-1/phone-reading").with(csrf()).with(As.officer()))
        .andExpect(redirectedUrl("/institutions/T-1"));
    assertThat(ledger.about(Institutions.KIND, "T-1")).hasSize(1);

    mvc.perform(
            post("/institutions/T-1/phone-reading")
                .with(csrf())
                .param("reason", "送达督导通知")
                .with(As.officer()))
        .andExpect(content().string(containsString("13812345678")));
    assertThat(ledger.about(Institutions.KIND, "T-1").getFirst().act().reason())
        .isEqualTo("送达督导通知");
  }

  @Test
  void aFormWithMistakesComesBackWithItsInputAndMessages() throws Exception {
    mvc.perform(form("/institutions", "52410100CCJXEWK3UA", "").with(As.officer()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("请填写单位名称")))
        .andExpect(content().string(containsString("校验码不正确")))
        .andExpect(content().string(containsString("52410100CCJXEWK3UA")));
  }

  @Test
  void theSameFormTwiceRegistersOnce() throws Exception {
    for (int i = 0; i < 2; i++) {
      mvc.perform(form("/institutions", "T-2", "西区鉴定站").with(As.officer()))
          .andExpect(redirectedUrl("/institutions/T-2"));
    }
    assertThat(ledger.about(Institutions.KIND, "T-2")).hasSize(1);
    mvc.perform(form("/institutions", "T-2", "另一个站").with(As.officer()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("已登记")));
  }

  @Test
  void aStaleEditIsRefusedAndSaysWhatDiffers() throws Exception {
    mvc.perform(form("/institutions/T-1", "T-1", "东区鉴定站甲").with(As.officer()))
        .andExpect(redirectedUrl("/institutions/T-1"));
    mvc.perform(form("/institutions/T-1", "T-1", "东区鉴定站乙").with(As.officer()))
        .andExpect(status().isConflict())
        .andExpect(content().string(containsString("东区鉴定站甲")))
        .andExpect(content().string(containsString("东区鉴定站乙")));
    assertThat(institutions.phone("T-1", "核对", CLERK)).isEqualTo("13812345678");
  }

  @Test
  void onlyTheBureauReadsAndOnlyOfficersWrite() throws Exception {
    for (UserRole role :
        List.of(UserRole.SUPERVISOR, UserRole.INVESTIGATOR, UserRole.SYSTEM_ADMIN)) {
      mvc.perform(get("/institutions").with(As.a(role))).andExpect(status().isForbidden());
      mvc.perform(get("/institutions/T-1").with(As.a(role))).andExpect(status().isForbidden());
    }
    mvc.perform(form("/institutions", "T-3", "丙站").with(As.leader()))
        .andExpect(status().isForbidden());
  }

  @Test
  void staffSeeTheirOwnInstitutionAndCannotTellWhetherOthersExist() throws Exception {
    mvc.perform(get("/institutions/own").with(As.institutionStaff("T-1")))
        .andExpect(redirectedUrl("/institutions/T-1"));
    mvc.perform(get("/institutions/T-1").with(As.institutionStaff("T-1")))
        .andExpect(status().isOk());
    mvc.perform(get("/institutions/T-1").with(As.institutionStaff("T-9")))
        .andExpect(status().isNotFound());
    mvc.perform(get("/institutions/T-404").with(As.institutionStaff("T-9")))
        .andExpect(status().isNotFound());
  }

  @Test
  void pagingShowsEachRowOnceAlsoWhereNamesAreTheSame() {
    List<Institution> many = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      many.add(InstitutionsTest.anInstitution("T-TIE-" + i, "同名站" + i / 15));
    }
    institutions.apply(institutions.difference(many), CLERK, "导入");
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      var page =
          institutions.list(
              ListQuery.of(
                  "/institutions",
                  Map.of("q", "同名站", "size", "20", "sort", "-name", "after", after)));
      page.rows().forEach(each -> seen.add(each.code()));
      after = page.next() == null ? "" : page.next();
    } while (!after.isEmpty());
    assertThat(seen).hasSize(45).doesNotHaveDuplicates();
  }
}
