package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session of electricians on a morning, unless said otherwise. */
public final class SessionFixture {

  private final String batch;
  private final String institution;
  private final LocalDate date;
  private String number = "01";
  private String occupation = "电工";
  private String occupationCode = "6-31-01-03";
  private HalfDays halfDays = HalfDays.of(HalfDay.MORNING);
  private String district = "410105";
  private String site = "";
  private final List<String> examiners = new ArrayList<>();
  private @Nullable Integer wanted;
  private boolean important;

  private SessionFixture(String batch, String institution, LocalDate date) {
    this.batch = batch;
    this.institution = institution;
    this.date = date;
  }

  public static SessionFixture aSession(String batch, String institution, String date) {
    return new SessionFixture(batch, institution, LocalDate.parse(date));
  }

  public SessionFixture numbered(String number) {
    this.number = number;
    return this;
  }

  public SessionFixture of(String occupation, String code) {
    this.occupation = occupation;
    this.occupationCode = code;
    return this;
  }

  public SessionFixture at(HalfDay first, HalfDay... more) {
    this.halfDays = HalfDays.of(first, more);
    return this;
  }

  public SessionFixture at(HalfDays halfDays) {
    this.halfDays = halfDays;
    return this;
  }

  public SessionFixture in(String district) {
    this.district = district;
    return this;
  }

  public SessionFixture atSite(String site) {
    this.site = site;
    return this;
  }

  public SessionFixture examinedBy(String... entries) {
    this.examiners.addAll(List.of(entries));
    return this;
  }

  public SessionFixture wanting(int supervisors) {
    this.wanted = supervisors;
    return this;
  }

  public SessionFixture important() {
    this.important = true;
    return this;
  }

  public AppraisalSession build() {
    return new AppraisalSession(
        batch,
        number,
        institution,
        occupation,
        occupationCode,
        4,
        date,
        halfDays,
        SiteKind.EXAM,
        district,
        site,
        null,
        examiners,
        wanted,
        important);
  }
}
