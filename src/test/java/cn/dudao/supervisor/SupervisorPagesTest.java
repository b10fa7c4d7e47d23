package cn.dudao.supervisor;

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
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class SupervisorPagesTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final String ID_NUMBER = "410105199003074510";

  @Autowired MockMvc mvc;
  @Autowired Supervisors supervisors;
  @Autowired RecusalGrounds grounds;
  @Autowired Absences absences;
  @Autowired Institutions institutions;
  @Autowired RecordOfActs ledger;
  @Autowired TestClock clock;

  @BeforeEach
  void oneSupervisor() throws Exception {
    clock.setTo(TODAY);
    institutions.add(
        new Institution(
            "T-1",
            "东区鉴定站",
            InstitutionKind.STATION,
            "410105",
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
    mvc.perform(form("/supervisors", "T0001", "毛犇建").with(As.officer()))
        .andExpect(redirectedUrl("/supervisors/T0001"));
  }

  @AfterEach
  void releaseClock() {
    clock.release();
  }

  private static MockHttpServletRequestBuilder form(String url, String card, String name) {
    return post(url)
        .with(csrf())
        .param("card", card)
        .param("name", name)
        .param("kind", "REGULAR")
        .param("employer", "东区鉴定站")
        .param("employerCode", "T-1")
        .param("district", "410105")
        .param("issuedOn", "2024-02-29")
        .param("idNumber", url.endsWith("T0001") ? "410105**********10" : validIdNumber(card))
        .param("phone", "13812345678")
        .param("version", "1");
  }

  /** A number with a true check digit, another one for each card. */
  private static String validIdNumber(String card) {
    if (card.equals("T0001")) {
      return ID_NUMBER;
    }
    String first = "41010519900307" + "%03d".formatted(Math.floorMod(card.hashCode(), 1000));
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (first.charAt(i) - '0') * weights[i];
    }
    return first + "10X98765432".charAt(sum % 11);
  }

  @Test
  @Article("9")
  void theRecordShowsTheComputedEndOfTheCardAndMasksPersonalData() throws Exception {
    mvc.perform(get("/supervisors/T0001").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("毛犇建")))
        .andExpect(content().string(containsString("2027-02-28")))
        .andExpect(content().string(containsString("410105**********10")))
        .andExpect(content().string(not(containsString(ID_NUMBER))))
        .andExpect(content().string(not(containsString("13812345678"))));
    for (String tab : List.of("standing", "grounds", "absences", "history")) {
      mvc.perform(get("/supervisors/T0001").param("tab", tab).with(As.leader()))
          .andExpect(status().isOk());
    }
  }

  @Test
  void theListFiltersByStateInWords() throws Exception {
    supervisors.impose("T0001", 1, Standing.SUSPENDED, TODAY, CLERK, "违反考场规则");
    mvc.perform(
            get("/supervisors").param("state", "SUSPENDED").param("q", "T0001").with(As.officer()))
        .andExpect(content().string(containsString("毛犇建")))
        .andExpect(content().string(containsString("停止委派")));
    mvc.perform(
            get("/supervisors")
                .param("state", "GOOD")
                .param("q", "T0001")
                .param("count", "1")
                .with(As.officer()))
        .andExpect(content().string(containsString("没有符合条件的督导员")));
    for (String state : List.of("EXPIRED", "EXPIRING", "DISQUALIFIED")) {
      mvc.perform(
              get("/supervisors")
                  .param("state", state)
                  .param("sort", "-validUntil")
                  .with(As.officer()))
          .andExpect(status().isOk());
    }
  }

  @Test
  @Article("5")
  void aCardLongerThanTheLawAllowsIsAnErrorBesideTheField() throws Exception {
    mvc.perform(
            form("/supervisors", "T0002", "王伟")
                .param("validUntil", "2027-03-01")
                .with(As.officer()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("最晚为 2027-02-28")))
        .andExpect(content().string(containsString("王伟")));
    mvc.perform(form("/supervisors", "T0003", "王伟").param("idNumber", "").with(As.officer()));
  }

  @Test
  void theSameFormTwiceRegistersOnceAndAnotherPersonsNumberIsRefused() throws Exception {
    mvc.perform(form("/supervisors", "T0001", "毛犇建").with(As.officer()))
        .andExpect(redirectedUrl("/supervisors/T0001"));
    assertThat(ledger.about(Supervisors.KIND, "T0001")).hasSize(1);

    mvc.perform(
            post("/supervisors")
                .with(csrf())
                .param("card", "T0009")
                .param("name", "王伟")
                .param("kind", "REGULAR")
                .param("employer", "市人社局")
                .param("district", "410105")
                .param("issuedOn", "2025-03-01")
                .param("idNumber", ID_NUMBER)
                .with(As.officer()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("已登记在证卡编号 T0001 名下")));
  }

  @Test
  void aStaleEditIsRefusedAndTheMaskedNumberIsKept() throws Exception {
    mvc.perform(form("/supervisors/T0001", "T0001", "毛犇健").with(As.officer()))
        .andExpect(redirectedUrl("/supervisors/T0001"));
    assertThat(supervisors.reveal("T0001", Supervisors.PersonalField.ID_NUMBER, "核对", CLERK))
        .isEqualTo(ID_NUMBER);
    mvc.perform(form("/supervisors/T0001", "T0001", "毛奔建").with(As.officer()))
        .andExpect(status().isConflict())
        .andExpect(content().string(containsString("毛犇健")))
        .andExpect(content().string(containsString("毛奔建")));
  }

  @Test
  void revealingTakesAReasonAndIsRecorded() throws Exception {
    mvc.perform(
            post("/supervisors/T0001/personal-reading")
                .with(csrf())
                .param("field", "ID_NUMBER")
                .param("reason", "补办证卡")
                .with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(ID_NUMBER)));
    assertThat(ledger.about(Supervisors.KIND, "T0001").getFirst().act().reason()).isEqualTo("补办证卡");
  }

  @Test
  @Article("20")
  void onlyALeaderSuspendsWithAReasonAndReinstates() throws Exception {
    mvc.perform(
            post("/supervisors/T0001/suspension")
                .with(csrf())
                .param("version", "1")
                .param("from", "2026-11-23")
                .param("reason", "违反考场规则")
                .with(As.officer()))
        .andExpect(status().isForbidden());
    mvc.perform(
            post("/supervisors/T0001/suspension")
                .with(csrf())
                .param("version", "1")
                .param("from", "2026-11-23")
                .with(As.leader()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("请写明理由")));
    mvc.perform(get("/supervisors/T0001/suspension").with(As.leader()))
        .andExpect(content().string(containsString("不再包含此人")));
    mvc.perform(
            post("/supervisors/T0001/suspension")
                .with(csrf())
                .param("version", "1")
                .param("from", "2026-11-23")
                .param("reason", "违反考场规则")
                .with(As.leader()))
        .andExpect(redirectedUrl("/supervisors/T0001?tab=standing"));
    mvc.perform(
            post("/supervisors/T0001/reinstatement")
                .with(csrf())
                .param("version", "2")
                .param("to", "2026-11-30")
                .param("reason", "期满")
                .with(As.leader()))
        .andExpect(redirectedUrl("/supervisors/T0001?tab=standing"));
    assertThat(ledger.about(Supervisors.KIND, "T0001").getFirst().act().article()).isEqualTo("20");
  }

  @Test
  @Article("10")
  void aGradeIsCorrectedOnlyWithAReason() throws Exception {
    mvc.perform(
            post("/supervisors/T0001/grades")
                .with(csrf())
                .param("version", "1")
                .param("year", "2025")
                .param("grade", "PASS")
                .with(As.officer()))
        .andExpect(redirectedUrl("/supervisors/T0001?tab=standing"));
    mvc.perform(
            post("/supervisors/T0001/grades")
                .with(csrf())
                .param("version", "2")
                .param("year", "2025")
                .param("grade", "EXCELLENT")
                .with(As.officer()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("更正须写明理由")));
  }

  @Test
  @Article("18")
  void aSupervisorDeclaresAGroundOfTheirOwnOnly() throws Exception {
    MockHttpServletRequestBuilder declaration =
        post("/recusal-grounds")
            .with(csrf())
            .param("card", "T0001")
            .param("institution", "T-1")
            .param("relation", "RELATIVE")
            .param("source", "DECIDED");
    mvc.perform(declaration.with(As.supervisor("T0001")))
        .andExpect(redirectedUrl("/supervisors/T0001?tab=grounds"));
    assertThat(grounds.of("T0001").getFirst().value().source())
        .isEqualTo(RecusalGrounds.Source.DECLARED);
    mvc.perform(get("/recusal-grounds").param("q", "毛犇建").with(As.officer()))
        .andExpect(content().string(containsString("近亲属")))
        .andExpect(content().string(containsString("东区鉴定站")));
    mvc.perform(
            post("/recusal-grounds")
                .with(csrf())
                .param("card", "T0001")
                .param("institution", "T-1")
                .param("relation", "TEACHER")
                .param("source", "DECLARED")
                .with(As.supervisor("T0002")))
        .andExpect(status().isNotFound());

    var entered = grounds.of("T0001").getFirst();
    String lifting = "/recusal-grounds/" + entered.value().id() + "/lifting";
    mvc.perform(get(lifting).with(As.officer()))
        .andExpect(content().string(containsString("东区鉴定站")));
    mvc.perform(
            post(lifting)
                .with(csrf())
                .param("version", "1")
                .param("to", "2026-11-30")
                .param("reason", "亲属已调离")
                .with(As.officer()))
        .andExpect(redirectedUrl("/supervisors/T0001?tab=grounds"));
    mvc.perform(
            post(lifting)
                .with(csrf())
                .param("version", "1")
                .param("to", "2026-12-31")
                .param("reason", "再次")
                .with(As.officer()))
        .andExpect(status().isConflict());
  }

  @Test
  void anAbsenceIsEnteredForThePersonOfTheAddressWhateverTheFormSays() throws Exception {
    mvc.perform(
            post("/supervisors/T0001/absences")
                .with(csrf())
                .param("card", "OTHER1")
                .param("from", "2026-12-01")
                .param("to", "2026-12-02")
                .param("halfDays", "7")
                .with(As.officer()))
        .andExpect(status().isFound())
        .andExpect(redirectedUrl("/supervisors/T0001?tab=absences"));
    mvc.perform(get("/supervisors/T0001").param("tab", "absences").with(As.officer()))
        .andExpect(content().string(containsString("2026-12-02")));
  }

  @Test
  void absencesAreEnteredAndTakenBack() throws Exception {
    for (int i = 0; i < 2; i++) {
      mvc.perform(
              post("/supervisors/T0001/absences")
                  .with(csrf())
                  .param("from", "2026-12-01")
                  .param("to", "2026-12-03")
                  .param("halfDays", "1")
                  .param("note", "请假")
                  .with(As.supervisor("T0001")))
          .andExpect(redirectedUrl("/supervisors/T0001?tab=absences"));
    }
    assertThat(absences.of("T0001")).hasSize(1);
    String withdrawal = "/absences/" + absences.of("T0001").getFirst().id() + "/withdrawal";
    mvc.perform(get(withdrawal).with(As.supervisor("T0009"))).andExpect(status().isNotFound());
    mvc.perform(get(withdrawal).with(As.officer()))
        .andExpect(content().string(containsString("可以委派")));
    mvc.perform(post(withdrawal).with(csrf()).param("reason", "销假").with(As.officer()))
        .andExpect(redirectedUrl("/supervisors/T0001?tab=absences"));
    mvc.perform(
            post("/supervisors/T0001/absences")
                .with(csrf())
                .param("from", "2026-12-03")
                .param("to", "2026-12-01")
                .param("halfDays", "9")
                .with(As.officer()))
        .andExpect(status().is(422))
        .andExpect(content().string(containsString("止不能早于起")));
  }

  @Test
  void othersAreDeniedAndSupervisorsSeeOnlyThemselves() throws Exception {
    for (UserRole role :
        List.of(UserRole.INSTITUTION_STAFF, UserRole.INVESTIGATOR, UserRole.SYSTEM_ADMIN)) {
      mvc.perform(get("/supervisors").with(As.a(role))).andExpect(status().isForbidden());
      mvc.perform(get("/supervisors/T0001").with(As.a(role))).andExpect(status().isForbidden());
    }
    mvc.perform(get("/supervisors").with(As.supervisor("T0001"))).andExpect(status().isForbidden());
    mvc.perform(get("/supervisors/own").with(As.supervisor("T0001")))
        .andExpect(redirectedUrl("/supervisors/T0001"));
    mvc.perform(get("/supervisors/T0001").with(As.supervisor("T0001"))).andExpect(status().isOk());
    mvc.perform(get("/supervisors/T0001").with(As.supervisor("T0002")))
        .andExpect(status().isNotFound());
    mvc.perform(
            post("/supervisors/T0001/personal-reading")
                .with(csrf())
                .param("field", "PHONE")
                .param("reason", "看看")
                .with(As.supervisor("T0001")))
        .andExpect(status().isForbidden());
  }
}
