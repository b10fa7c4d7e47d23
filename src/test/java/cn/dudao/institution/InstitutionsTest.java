package cn.dudao.institution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.Difference;
import cn.dudao.platform.history.FieldChange;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class InstitutionsTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");

  @Autowired Institutions institutions;
  @Autowired ChangeHistory history;
  @Autowired RecordOfActs ledger;
  @Autowired JdbcClient jdbc;

  static Institution anInstitution(String code, String name) {
    return new Institution(
        code,
        name,
        InstitutionKind.STATION,
        "410105",
        "文化路 1 号",
        null,
        List.of("电工:5,4,3", "焊工:5,4"),
        "豫鉴字 01",
        null,
        "张站长",
        "13812345678",
        "正常");
  }

  @Test
  void anAddedInstitutionIsFoundWithItsPhoneMasked() {
    assertThat(institutions.add(anInstitution("T-1", "东区鉴定站"), CLERK, "")).isTrue();
    assertThat(institutions.add(anInstitution("T-1", "东区鉴定站"), CLERK, "")).isFalse();

    var found = institutions.find("T-1").orElseThrow();
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.value().phone()).isEqualTo("138****5678");
    assertThat(found.value().scope()).containsExactly("电工:5,4,3", "焊工:5,4");
    assertThat(institutions.all())
        .filteredOn(each -> each.code().equals("T-1"))
        .singleElement()
        .satisfies(each -> assertThat(each.phone()).isEmpty());
  }

  @Test
  void thePhoneIsSealedInTheDatabaseAndReadingItIsRecorded() {
    institutions.add(anInstitution("T-1", "东区鉴定站"), CLERK, "");

    assertThat(
            jdbc.sql("select phone_sealed from institution.institution where code = 'T-1'")
                .query(String.class)
                .single())
        .doesNotContain("138");
    assertThat(institutions.phone("T-1", "核对督导通知", CLERK)).isEqualTo("13812345678");
    assertThat(ledger.about(Institutions.KIND, "T-1").getFirst().act().verb())
        .isEqualTo("institution.reveal");
    assertThat(ledger.about(Institutions.KIND, "T-1").getFirst().act().reason())
        .isEqualTo("核对督导通知");
  }

  @Test
  void bringingTheSameRowsTwiceChangesNothingTheSecondTime() {
    var rows = List.of(anInstitution("T-1", "东区鉴定站"), anInstitution("T-2", "西区鉴定站"));
    Difference<Institution> first = institutions.difference(rows);
    assertThat(first.added()).hasSize(2);
    institutions.apply(first, CLERK, "导入");

    assertThat(institutions.difference(rows).isEmpty()).isTrue();
    assertThat(institutions.difference(rows).unchanged()).isEqualTo(2);
    assertThat(
            institutions
                .difference(List.of(institutions.find("T-1").orElseThrow().value()))
                .isEmpty())
        .as("a masked phone, as exported, changes nothing")
        .isTrue();
  }

  @Test
  void aChangedRowIsShownFieldByFieldAndKeptInTheHistory() {
    institutions.add(anInstitution("T-1", "东区鉴定站"), CLERK, "");
    var difference = institutions.difference(List.of(anInstitution("T-1", "东区职业技能鉴定站")));

    assertThat(difference.changed())
        .singleElement()
        .satisfies(each ->
            assertThat(each.fields())
                .containsExactly(new FieldChange("单位名称", "东区鉴定站", "东区职业技能鉴定站")));
    institutions.apply(difference, CLERK, "更名");
    assertThat(history.of(Institutions.KIND, "T-1", 10).getFirst())
        .satisfies(each -> {
          assertThat(each.byName()).isEqualTo("王科员");
          assertThat(each.reason()).isEqualTo("更名");
          assertThat(each.fields()).hasSize(1);
        });
  }

  @Test
  void aDifferenceThatHasBeenOvertakenIsNotApplied() {
    institutions.add(anInstitution("T-1", "东区鉴定站"), CLERK, "");
    var difference = institutions.difference(List.of(anInstitution("T-1", "甲")));
    institutions.change(anInstitution("T-1", "乙"), 1, CLERK, "");

    assertThatThrownBy(() -> institutions.apply(difference, CLERK, ""))
        .isInstanceOf(StaleException.class);
  }

  @Test
  void anEditOfAnOutdatedStateSaysWhatDiffers() {
    institutions.add(anInstitution("T-1", "东区鉴定站"), CLERK, "");
    institutions.change(anInstitution("T-1", "乙"), 1, CLERK, "");

    assertThatThrownBy(() -> institutions.change(anInstitution("T-1", "丙"), 1, CLERK, ""))
        .isInstanceOfSatisfying(
            StaleException.class,
            stale ->
                assertThat(stale.changes())
                    .containsExactly(new StaleException.Change("单位名称", "丙", "乙")));
  }

  @Test
  void aChildMayComeBeforeItsParentInOneFile() {
    var parent = anInstitution("T-P", "总校");
    var child =
        new Institution(
            "T-C",
            "分校",
            InstitutionKind.SCHOOL,
            "410105",
            "",
            "T-P",
            List.of(),
            "",
            null,
            "",
            "",
            "");
    institutions.apply(institutions.difference(List.of(child, parent)), CLERK, "导入");
    assertThat(institutions.childrenOf("T-P")).extracting(Institution::code).containsExactly("T-C");
  }

  @Test
  void theHistoryCannotBeRewritten() {
    institutions.add(anInstitution("T-1", "东区鉴定站"), CLERK, "");
    assertThatThrownBy(() -> jdbc.sql("update platform.change set reason = 'x'").update())
        .isInstanceOfAny(DataIntegrityViolationException.class, RuntimeException.class)
        .hasMessageContaining("append-only");
  }
}
