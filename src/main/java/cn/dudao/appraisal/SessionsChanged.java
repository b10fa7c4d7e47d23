package cn.dudao.appraisal;

import java.time.LocalDate;
import java.util.Set;

/**
 * News, in the same transaction: sessions were entered, changed or called off; one for each act or
 * import, however many sessions it concerned.
 *
 * @param batches 批次号 of the sessions
 * @param days their days, before and after
 */
public record SessionsChanged(Set<String> batches, Set<LocalDate> days) {

  public SessionsChanged {
    batches = Set.copyOf(batches);
    days = Set.copyOf(days);
  }
}
