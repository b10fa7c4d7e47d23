package cn.dudao.dispatch;

import cn.dudao.supervisor.Employment;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.StandingPeriod;
import cn.dudao.supervisor.SupervisorKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A supervisor in good standing, graded 合格 in 2025, unless said otherwise. */
public final class SupervisorFixture {

  private String card = "R41250001";
  private @Nullable String name;
  private SupervisorKind kind = SupervisorKind.REGULAR;
  private String employer = "郑州某企业";
  private @Nullable String employerCode;
  private final List<Employment> former = new ArrayList<>();
  private String district = "410105";
  private LocalDate issuedOn = LocalDate.of(2025, 1, 10);
  private @Nullable LocalDate validUntil;
  private final SortedMap<Integer, Grade> grades = new TreeMap<>();
  private final List<StandingPeriod> standings = new ArrayList<>();
  private @Nullable String examinerNumber;
  private final List<String> occupations = new ArrayList<>();

  private SupervisorFixture() {
    grades.put(2025, Grade.PASS);
  }

  public static SupervisorFixture aSupervisor() {
    return new SupervisorFixture();
  }

  public static SupervisorFixture aSupervisor(String card) {
    return new SupervisorFixture().withCard(card);
  }

  public SupervisorFixture withCard(String card) {
    this.card = card;
    return this;
  }

  public SupervisorFixture named(String name) {
    this.name = name;
    return this;
  }

  public SupervisorFixture nationalLevel() {
    this.kind = SupervisorKind.NATIONAL;
    return this;
  }

  public SupervisorFixture employedBy(String employerName) {
    this.employer = employerName;
    return this;
  }

  public SupervisorFixture employedAt(String institutionCode) {
    this.employerCode = institutionCode;
    return this;
  }

  public SupervisorFixture formerlyAt(String institutionCode, @Nullable String until) {
    former.add(new Employment(institutionCode, until == null ? null : LocalDate.parse(until)));
    return this;
  }

  public SupervisorFixture livingIn(String district) {
    this.district = district;
    return this;
  }

  public SupervisorFixture withCardIssuedOn(String day) {
    this.issuedOn = LocalDate.parse(day);
    return this;
  }

  public SupervisorFixture withCardValidUntil(String day) {
    this.validUntil = LocalDate.parse(day);
    return this;
  }

  public SupervisorFixture neverAssessed() {
    grades.clear();
    return this;
  }

  public SupervisorFixture graded(int year, Grade grade) {
    grades.put(year, grade);
    return this;
  }

  public SupervisorFixture suspended(@Nullable String from, @Nullable String to) {
    return standing(Standing.SUSPENDED, from, to);
  }

  public SupervisorFixture disqualified(@Nullable String from) {
    return standing(Standing.DISQUALIFIED, from, null);
  }

  private SupervisorFixture standing(
      Standing standing, @Nullable String from, @Nullable String to) {
    standings.add(
        new StandingPeriod(
            standing,
            from == null ? null : LocalDate.parse(from),
            to == null ? null : LocalDate.parse(to),
            ""));
    return this;
  }

  public SupervisorFixture withExaminerNumber(String number) {
    this.examinerNumber = number;
    return this;
  }

  public SupervisorFixture knowing(String... occupations) {
    this.occupations.addAll(List.of(occupations));
    return this;
  }

  public QualitySupervisor build() {
    return new QualitySupervisor(
        card,
        name == null ? "督导员" + card : name,
        kind,
        employer,
        employerCode,
        former,
        district,
        issuedOn,
        validUntil == null ? QualitySupervisor.lastValidDay(issuedOn, 3) : validUntil,
        grades,
        standings,
        examinerNumber,
        occupations);
  }
}
