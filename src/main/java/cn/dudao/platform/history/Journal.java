package cn.dudao.platform.history;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what was done to a register: each changed record in the history, the act as a whole
 * in the record of acts. Always in the transaction of the change itself.
 */
@Component
public class Journal {

  private final ChangeHistory history;
  private final Ledger ledger;
  private final JsonMapper json = JsonMapper.builder().build();

  public Journal(ChangeHistory history, Ledger ledger) {
    this.history = history;
    this.ledger = ledger;
  }

  /**
   * Writes down a difference that was applied.
   *
   * @param kind the kind of record ("institution")
   * @param article the article that the act rests on, or ""
   * @param key the key of an added row
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public <T> void applied(
      Actor by,
      String reason,
      String kind,
      String article,
      Difference<T> difference,
      Function<T, String> key) {
    List<ChangeHistory.Entry> entries = new ArrayList<>();
    for (T each : difference.added()) {
      entries.add(new ChangeHistory.Entry(kind, key.apply(each), "登记", List.of(), 1));
    }
    for (var each : difference.changed()) {
      entries.add(
          new ChangeHistory.Entry(kind, each.key(), "修改", each.fields(), each.version() + 1));
    }
    if (entries.size() == 1) {
      one(by, reason, article, difference.added().isEmpty() ? "change" : "add", entries.getFirst());
    } else {
      history.addAll(by, reason, entries);
      var counts =
          Map.of("added", difference.added().size(), "changed", difference.changed().size());
      ledger.record(
          by,
          new Act(kind + ".import", kind, "", reason, article, json.writeValueAsString(counts)));
    }
  }

  /**
   * Writes down one act on one record.
   *
   * @param verb what was done, without the kind ("change", "suspend")
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void one(Actor by, String reason, String article, String verb, ChangeHistory.Entry entry) {
    history.add(by, reason, entry);
    ledger.record(
        by,
        new Act(
            entry.kind() + "." + verb,
            entry.kind(),
            entry.id(),
            reason,
            article,
            json.writeValueAsString(entry.fields())));
  }

  /** Writes down that personal data were read in clear. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void revealed(Actor by, String reason, String kind, String id, String field) {
    ledger.record(
        by,
        new Act(
            kind + ".reveal",
            kind,
            id,
            reason,
            "",
            json.writeValueAsString(Map.of("field", field))));
  }
}
