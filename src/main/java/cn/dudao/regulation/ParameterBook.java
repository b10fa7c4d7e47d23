package cn.dudao.regulation;

import java.time.LocalDate;

/** The parameters through time: decisions are taken with those in force on the day of the event. */
@FunctionalInterface
public interface ParameterBook {

  Parameters on(LocalDate day);

  /** The same values on every day. */
  static ParameterBook always(Parameters parameters) {
    return day -> parameters;
  }
}
