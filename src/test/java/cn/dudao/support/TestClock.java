package cn.dudao.support;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** The clock of the application under test: the true time in China until a test sets another. */
public final class TestClock extends Clock {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private volatile Clock now = Clock.system(CHINA);

  /** It is noon of this day from now on; the clock stands still. */
  public void setTo(LocalDate day) {
    setTo(day.atTime(LocalTime.NOON).atZone(CHINA).toInstant());
  }

  /** It is this moment from now on; the clock stands still. */
  public void setTo(Instant moment) {
    now = Clock.fixed(moment, CHINA);
  }

  /** Back to the true time. */
  public void release() {
    now = Clock.system(CHINA);
  }

  @Override
  public Instant instant() {
    return now.instant();
  }

  @Override
  public ZoneId getZone() {
    return now.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return now.withZone(zone);
  }
}
