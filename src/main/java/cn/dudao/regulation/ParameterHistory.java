package cn.dudao.regulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * 参数沿革: the approved changes as they stood when they were read. Pure and quick: made to be asked
 * for every task of a plan.
 */
public final class ParameterHistory implements ParameterBook {

  private static final Comparator<ParameterChange> IN_ORDER =
      Comparator.comparing(ParameterChange::holdsFrom)
          .thenComparing(change -> change.decided() == null ? Instant.MIN : change.decided().at())
          .thenComparing(ParameterChange::id);

  private final List<ParameterChange> approved;
  private final TreeMap<LocalDate, Parameters> from = new TreeMap<>();

  /**
   * @param changes in any order; those that are not approved are left aside. Of two that hold from
   *     the same day the one decided later counts.
   */
  public ParameterHistory(List<ParameterChange> changes) {
    approved =
        changes.stream()
            .filter(change -> change.state() == ParameterChange.State.APPROVED)
            .sorted(IN_ORDER)
            .toList();
    Map<Parameter, String> values = new EnumMap<>(Parameter.class);
    for (ParameterChange change : approved) {
      values.put(change.parameter(), change.value());
      from.put(change.holdsFrom(), new Parameters(values));
    }
  }

  @Override
  public Parameters on(LocalDate day) {
    Map.Entry<LocalDate, Parameters> entry = from.floorEntry(day);
    return entry == null ? Parameters.STANDARD : entry.getValue();
  }

  /** The change that gave a parameter the value that it has on a day; empty for the standard. */
  public Optional<ParameterChange> behind(Parameter parameter, LocalDate day) {
    return of(parameter).stream()
        .filter(change -> !change.holdsFrom().isAfter(day))
        .reduce((earlier, later) -> later);
  }

  /** The approved changes of a parameter in the order in which they come into force. */
  public List<ParameterChange> of(Parameter parameter) {
    return approved.stream().filter(change -> change.parameter() == parameter).toList();
  }
}
