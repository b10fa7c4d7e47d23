package cn.dudao.regulation;

import cn.dudao.platform.job.BackgroundJob;
import cn.dudao.platform.job.JobRun;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.retention.Retained;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Removes every night what has been kept as long as the parameters in force say, all in one
 * transaction with the entry that puts the counts on record.
 */
@Component
final class NightlyRemoval implements BackgroundJob {

  static final String NAME = "regulation.removal";

  /** What goes without a parameter goes when nobody can be in the middle of using it. */
  private static final int DAYS_WITHOUT_PARAMETER = 1;

  private final List<Retained> retained;
  private final ParameterBook parameters;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final JsonMapper json;

  NightlyRemoval(
      List<Retained> retained,
      ParameterBook parameters,
      Ledger ledger,
      TransactionTemplate transaction,
      Clock clock,
      JsonMapper json) {
    // First those with a parameter, in its order: once they are gone, nothing may name a file.
    this.retained =
        retained.stream()
            .sorted(
                Comparator.comparingInt((Retained each) ->
                        parameter(each).map(Parameter::ordinal).orElse(Integer.MAX_VALUE))
                    .thenComparing(Retained::name))
            .toList();
    this.parameters = parameters;
    this.ledger = ledger;
    this.transaction = transaction;
    this.clock = clock;
    this.json = json;
  }

  private static Optional<Parameter> parameter(Retained retained) {
    return Parameter.byKey(retained.name());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean nightly() {
    return true;
  }

  @Override
  public void run(JobRun run) {
    LocalDate today = LocalDate.now(clock);
    Parameters now = parameters.on(today);
    transaction.executeWithoutResult(status -> {
      Map<String, Integer> counts = new LinkedHashMap<>();
      for (Retained each : retained) {
        int days = parameter(each).map(now::number).orElse(DAYS_WITHOUT_PARAMETER);
        counts.put(
            each.name(),
            each.removeBefore(today.minusDays(days).atStartOfDay(clock.getZone()).toInstant()));
      }
      ledger.record(
          Actor.SYSTEM,
          Act.of("retention.removal", "retention", today.toString())
              .with(json.writeValueAsString(counts)));
      run.result(counts);
      run.claim();
    });
  }
}
