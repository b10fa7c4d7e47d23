package cn.dudao.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.SupervisorKind;
import cn.dudao.supervisor.Supervisors;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class PastSupervisionPagesTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");

  @Autowired MockMvc mvc;
  @Autowired PastSupervisions history;
  @Autowired Institutions institutions;
  @Autowired Supervisors supervisors;

  @Test
  void theListPagesOverTiesAndFiltersByPerson() throws Exception {
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
    for (String card : List.of("T0001", "T0002")) {
      supervisors.add(
          new SupervisorEntry(
              new QualitySupervisor(
                  card,
                  "王伟",
                  SupervisorKind.REGULAR,
                  "市人社局",
                  null,
                  List.of(),
                  "410105",
                  LocalDate.of(2025, 1, 1),
                  LocalDate.of(2027, 12, 31),
                  new TreeMap<>(),
                  List.of(),
                  null,
                  List.of()),
              null,
              "",
              "",
              "",
              ""),
          CLERK,
          "");
    }
    List<PastSupervision> many = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      many.add(
          new PastSupervision(
              "T-1",
              LocalDate.of(2026, 5, 1 + i / 20),
              "T-H" + i,
              TaskKind.ON_SITE_EXAM,
              i == 7 ? List.of("T0002") : List.of("T0001")));
    }
    history.apply(history.difference(many), CLERK, "导入");

    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      var page =
          history.list(
              ListQuery.of("/past-supervisions", Map.of("q", "T-H", "size", "20", "after", after)));
      page.rows().forEach(each -> seen.add(each.task()));
      after = page.next() == null ? "" : page.next();
    } while (!after.isEmpty());
    assertThat(seen).hasSize(45).doesNotHaveDuplicates();

    mvc.perform(get("/past-supervisions").param("card", "T0002").with(As.officer()))
        .andExpect(content().string(containsString("T-H7")))
        .andExpect(content().string(containsString("东区鉴定站")))
        .andExpect(content().string(containsString("现场督考")));
    mvc.perform(get("/past-supervisions").with(As.supervisor("T0001")))
        .andExpect(status().isForbidden());
    for (String url :
        List.of(
            "/exports/past-supervisions.xlsx?card=T0002",
            "/exports/institutions.xlsx?q=T-1",
            "/exports/supervisors.xlsx?state=GOOD",
            "/exports/recusal-grounds.xlsx?state=HOLDS",
            "/exports/sessions.xlsx?q=none")) {
      mvc.perform(get(url).with(As.officer())).andExpect(status().isOk());
    }
    for (String[] ticked :
        List.of(
            new String[] {"past-supervisions", many.get(7).key()},
            new String[] {"institutions", "T-1"},
            new String[] {"supervisors", "T0002"})) {
      mvc.perform(
              post("/exports/" + ticked[0] + ".xlsx")
                  .with(csrf())
                  .with(As.officer())
                  .param("row", ticked[1]))
          .andExpect(status().isOk());
      mvc.perform(
              post("/exports/" + ticked[0] + ".xlsx")
                  .with(csrf())
                  .with(As.officer())
                  .param("row", ticked[1], "nowhere"))
          .andExpect(status().isNotFound())
          .andExpect(content().string(containsString("2 项中有 1 项已不在列表中：nowhere")));
    }
    mvc.perform(post("/exports/institutions.xlsx").with(csrf()).with(As.officer()))
        .andExpect(status().isNotFound())
        .andExpect(content().string(containsString("没有勾选任何一行")));
  }
}
