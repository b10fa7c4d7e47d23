package cn.dudao.dispatch.register;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.SessionFixture;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article("19")
class RotationRegisterTest {

  private static final SignedIn OFFICER = As.user(UserRole.BUREAU_OFFICER);
  private static final SignedIn LEADER = As.user(UserRole.BUREAU_LEADER);

  @Autowired ApplicationContext beans;
  @Autowired RotationRegister register;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private OrdersFixture orders;

  /**
   * At R-1: the history of 20 November with R0001; batch RB1 on 1 December with R0001 and R0002;
   * RB2 on the 2nd and 3rd with R0001, and RB3 on the 3rd with R0002, which are one occasion. At
   * RB5 on the 4th with R0002.
   */
  @BeforeEach
  void twoInstitutions() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    new StoredCity(beans)
        .with(
            facts()
                .withInstitution("R-1", "甲鉴定站", null)
                .withInstitution("R-2", "乙鉴定站", null)
                .with(
                    aSupervisor("R0001").named("赵一"),
                    aSupervisor("R0002").named("钱二"),
                    aSupervisor("R0003").named("孙三"))
                .with(
                    aSession("RB1", "R-1", "2026-12-01"),
                    aSession("RB2", "R-1", "2026-12-02"),
                    aSession("RB2", "R-1", "2026-12-03").numbered("2"),
                    aSession("RB3", "R-1", "2026-12-03"),
                    aSession("RB4", "R-1", "2026-12-05"),
                    aSession("RB6", "R-1", "2026-12-08"),
                    aSession("RB5", "R-2", "2026-12-04"))
                .withPast("R-1", "2026-11-20", "H1", "R0001")
                .build());
    orders =
        new OrdersFixture(sql)
            .task("RB1-1", "RB1", "R-1", "2026-12-01", "R0001", "R0002")
            .task("RB2-1", "RB2", "R-1", "2026-12-02", "R0001")
            .task("RB3-1", "RB3", "R-1", "2026-12-03", "R0002")
            .task("RB5-1", "RB5", "R-2", "2026-12-04", "R0002");
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private List<RotationLine> lines(SignedIn user, String... filters) {
    Map<String, String> asked = new HashMap<>();
    for (int i = 0; i < filters.length; i += 2) {
      asked.put(filters[i], filters[i + 1]);
    }
    return register.list(ListQuery.of("/dispatch/rotation", asked), user).rows().stream()
        .filter(each -> each.code().startsWith("R-"))
        .toList();
  }

  @Test
  void theListNamesWhoIsAtTheLimitAndWhoIsOneBeforeIt() {
    assertThat(lines(OFFICER))
        .hasSize(1)
        .first()
        .satisfies(line -> {
          assertThat(line.code()).isEqualTo("R-1");
          assertThat(line.days()).isEqualTo("2026-12-02 至 2026-12-03");
          assertThat(line.full()).containsExactly(new RotationLine.Person("R0001", "赵一", 3));
          assertThat(line.nearly()).containsExactly(new RotationLine.Person("R0002", "钱二", 2));
          assertThat(line.partial()).isFalse();
        });
    assertThat(lines(OFFICER, "state", "ALL")).hasSize(2);
    assertThat(lines(OFFICER, "state", "FULL", "q", "甲鉴定")).hasSize(1);
    assertThat(lines(OFFICER, "q", "R-2")).isEmpty();
  }

  @Test
  void anInstitutionShowsItsOccasionsAndWhereEachPersonStandsByBothReadings() {
    var one = register.ofInstitution("R-1", OFFICER);

    assertThat(one.occasions())
        .extracting(
            RotationOfInstitution.Line::number,
            RotationOfInstitution.Line::days,
            RotationOfInstitution.Line::teamText)
        .containsExactly(
            tuple(3, "2026-12-02 至 2026-12-03", "赵一（3）、钱二（2）"),
            tuple(2, "2026-12-01", "赵一（2）、钱二（1）"),
            tuple(1, "2026-11-20", "赵一（1）"));
    assertThat(one.occasions().getFirst().tasks()).containsExactly("RB2-1", "RB3-1");
    // R0002 was at R-2 since: in their own order nothing is in a row at R-1 any more.
    assertThat(one.people())
        .extracting(
            RotationOfInstitution.Person::card,
            RotationOfInstitution.Person::unit,
            RotationOfInstitution.Person::own,
            each -> each.outlook(one.limit()))
        .containsExactly(tuple("R0001", 3, 3, "已满"), tuple("R0002", 2, 0, "一次后即满"));
  }

  @Test
  void aPersonHasTheirOwnOrderOverAllInstitutions() {
    assertThat(register.ofPerson("R0002", OFFICER).visits())
        .extracting(
            RotationOfPerson.Line::number,
            RotationOfPerson.Line::task,
            RotationOfPerson.Line::institutionName,
            RotationOfPerson.Line::inARow)
        .containsExactly(
            tuple(3, "RB5-1", "乙鉴定站", 1),
            tuple(2, "RB3-1", "甲鉴定站", 2),
            tuple(1, "RB1-1", "甲鉴定站", 1));
  }

  @Test
  void twoVisitsOnOneDayStandInTheOrderOfTheirHalfDays() {
    new StoredCity(beans)
        .with(
            facts()
                .with(aSession("RB8", "R-2", "2026-12-20"), aSession("RB9", "R-1", "2026-12-20"))
                .build());
    orders
        .task("RB8-1", "RB8", "R-2", "2026-12-20", 4, "R0003")
        .task("RB9-1", "RB9", "R-1", "2026-12-20", 1, "R0003");
    assertThat(register.ofPerson("R0003", OFFICER).visits())
        .extracting(RotationOfPerson.Line::task, RotationOfPerson.Line::halfDay)
        .containsExactly(tuple("RB8-1", "晚上"), tuple("RB9-1", "上午"));
  }

  @Test
  void whatWasWithdrawnOrCancelledBreaksNoRunAndCountsForNobody() {
    orders.task("RB4-1", "RB4", "R-1", "2026-12-05");
    orders.order("RB4-1", "R0003", 1, "WITHDRAWN");
    orders.task("RB6-1", "RB6", "R-1", "2026-12-08", "R0003").cancelled("RB6-1");

    assertThat(lines(OFFICER))
        .hasSize(1)
        .first()
        .satisfies(line ->
            assertThat(line.full()).extracting(RotationLine.Person::card).containsExactly("R0001"));
    assertThat(register.ofInstitution("R-1", OFFICER).occasions()).hasSize(3);
    assertThat(register.ofPerson("R0003", OFFICER).visits()).isEmpty();
  }

  @Test
  void anotherTeamInBetweenEndsTheRunInTheOrderOfTheUnitOnly() {
    orders.task("RB6-1", "RB6", "R-1", "2026-12-08", "R0003");

    assertThat(lines(OFFICER)).isEmpty();
    assertThat(register.ofInstitution("R-1", OFFICER).people())
        .extracting(
            RotationOfInstitution.Person::card,
            RotationOfInstitution.Person::unit,
            RotationOfInstitution.Person::own)
        .containsExactly(tuple("R0001", 0, 3), tuple("R0003", 1, 1));
  }

  @Test
  void whileNamesAreSealedALeaderSeesNothingThatFollowsFromThem() {
    orders.sealed("RB2-1", "2026-12-01T00:00:00Z").sealed("RB3-1", "2026-12-01T00:00:00Z");

    assertThat(lines(LEADER))
        .hasSize(1)
        .first()
        .satisfies(line -> {
          assertThat(line.full()).isEmpty();
          assertThat(line.nearly()).extracting(RotationLine.Person::card).containsExactly("R0001");
        });
    assertThat(register.ofInstitution("R-1", LEADER).occasions()).hasSize(2);
    assertThat(register.ofPerson("R0002", LEADER).visits())
        .extracting(RotationOfPerson.Line::task)
        .containsExactly("RB5-1", "RB1-1");
    assertThat(lines(OFFICER).getFirst().full()).hasSize(1);
  }

  @Test
  void manyTasksThatMakeOneOccasionAreLookedBehind() {
    // Ten batches on one day are one occasion: eight tasks back are not enough to see three.
    List<SessionFixture> sessions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sessions.add(aSession("RX" + i, "R-1", "2026-12-10"));
    }
    new StoredCity(beans).with(facts().with(sessions.toArray(SessionFixture[]::new)).build());
    for (int i = 0; i < 10; i++) {
      orders.task(
          "RX%d-1".formatted(i),
          "RX" + i,
          "R-1",
          "2026-12-10",
          1 << (i % 3),
          i == 0 ? new String[] {"R0001"} : new String[] {});
    }
    for (int i = 1; i < 10; i++) {
      sql.sql(
              """
              insert into supervisor.supervisor (card, name, kind, employer, district, issued_on,
                valid_until)
              values (?, '某某', 'REGULAR', '某单位', '410105', '2025-01-01', '2027-12-31')
              """)
          .param("RX00" + i)
          .update();
      orders.order("RX%d-1".formatted(i), "RX00" + i, 1, "ISSUED");
    }

    assertThat(lines(OFFICER))
        .hasSize(1)
        .first()
        .satisfies(line -> {
          assertThat(line.full()).containsExactly(new RotationLine.Person("R0001", "赵一", 4));
          assertThat(line.partial()).isFalse();
        });
  }
}
