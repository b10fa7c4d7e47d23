package cn.dudao.regulation;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The store of the parameter changes. {@link #history()} gives a book for many questions; {@link
 * #on} reads the database each time.
 */
@Component
public class ParameterChanges implements ParameterBook {

  private final JdbcClient database;
  private final Ledger ledger;
  private final Clock clock;

  ParameterChanges(JdbcClient database, Ledger ledger, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Parameters on(LocalDate day) {
    return history().on(day);
  }

  /** All approved changes as they stand now, to be asked as often as needed. */
  public ParameterHistory history() {
    return new ParameterHistory(
        database
            .sql("select * from regulation.parameter_change where state = 'APPROVED'")
            .query(ParameterChanges::row)
            .list());
  }

  /** All changes of one parameter whatever became of them, the newest first. */
  public List<ParameterChange> of(Parameter parameter) {
    return database
        .sql("select * from regulation.parameter_change where parameter = :key order by id desc")
        .param("key", parameter.key())
        .query(ParameterChanges::row)
        .list();
  }

  /** The proposals that wait for a decision, the oldest first. */
  public List<ParameterChange> open() {
    return database
        .sql("select * from regulation.parameter_change where state = 'PROPOSED' order by id")
        .query(ParameterChanges::row)
        .list();
  }

  public Optional<ParameterChange> find(long id) {
    return database
        .sql("select * from regulation.parameter_change where id = :id")
        .param("id", id)
        .query(ParameterChanges::row)
        .optional();
  }

  /**
   * 提出参数变更. The proposal must be free of {@link ParameterProposal#errors errors}.
   *
   * @throws RefusedException if the regulation fixes the parameter
   * @throws StaleException if another proposal for it is open
   */
  @Transactional
  public ParameterChange propose(Parameter parameter, ParameterProposal proposal, Actor by) {
    refuseIfFixed(parameter);
    LocalDate today = LocalDate.now(clock);
    LocalDate holdsFrom = proposal.day().orElseThrow();
    if (!proposal.errors(parameter, on(holdsFrom), today).isEmpty()) {
      throw new IllegalArgumentException("unchecked proposal for " + parameter.key());
    }
    long id;
    try {
      id =
          database
              .sql(
                  """
                  insert into regulation.parameter_change
                    (parameter, value, holds_from, reason,
                     proposed_by, proposed_by_name, proposed_at)
                  values (:parameter, :value, :holdsFrom, :reason, :by, :name, :at)
                  returning id
                  """)
              .param("parameter", parameter.key())
              .param("value", proposal.value())
              .param("holdsFrom", holdsFrom)
              .param("reason", proposal.reason())
              .param("by", by.id())
              .param("name", by.name())
              .param("at", Timestamp.from(clock.instant()))
              .query(Long.class)
              .single();
    } catch (DuplicateKeyException open) {
      throw new StaleException(
          "参数“" + parameter.title() + "”已有一项变更等待审批，审批之后才能再次提出。",
          "/parameters/" + parameter.key(),
          List.of());
    }
    ParameterChange change = find(id).orElseThrow();
    record("parameter.propose", change, proposal.reason(), by);
    return change;
  }

  private void refuseIfFixed(Parameter parameter) {
    if (parameter.fixedByRegulation()) {
      LocalDate today = LocalDate.now(clock);
      throw new RefusedException(
          "不能变更参数“" + parameter.title() + "”。",
          List.of(
              Ruling.refuse(
                  "parameter",
                  parameter.article(),
                  "“" + parameter.title() + "”由法规规定，不能变更。",
                  today,
                  new Fact("法规规定", parameter.shown(parameter.standard())))));
    }
  }

  /**
   * 批准参数变更: it holds from its day.
   *
   * @throws RefusedException if the leader proposed it, or its day has passed
   * @throws StaleException if it is decided already
   */
  @Transactional
  public ParameterChange approve(long id, String note, Actor by) {
    ParameterChange change = open(id, by);
    LocalDate today = LocalDate.now(clock);
    if (change.holdsFrom().isBefore(today)) {
      throw new RefusedException(
          "不能批准这项变更。",
          List.of(
              Ruling.refuse(
                  "parameter",
                  "22",
                  "生效日期已过，不能批准；请退回，由经办人员重新提出。",
                  today,
                  new Fact("生效日期", change.holdsFrom().toString()),
                  new Fact("今天", today.toString()))));
    }
    return decide(change, ParameterChange.State.APPROVED, note, by);
  }

  /**
   * 退回参数变更, with a note why.
   *
   * @throws RefusedException if the leader proposed it
   * @throws StaleException if it is decided already
   */
  @Transactional
  public ParameterChange giveBack(long id, String note, Actor by) {
    if (note.isBlank()) {
      throw new IllegalArgumentException("a return needs a note");
    }
    return decide(open(id, by), ParameterChange.State.RETURNED, note, by);
  }

  /** The open proposal, locked, so that two leaders cannot both decide it. */
  private ParameterChange open(long id, Actor by) {
    ParameterChange change =
        database
            .sql("select * from regulation.parameter_change where id = :id for update")
            .param("id", id)
            .query(ParameterChanges::row)
            .optional()
            .orElseThrow(() -> new NotFoundException("没有编号为 " + id + " 的参数变更。"));
    if (!change.isOpen()) {
      throw new StaleException(
          "这项变更" + change.state().label() + "。",
          "/parameters/" + change.parameter().key(),
          List.of());
    }
    if (change.proposed().personId().equals(by.id())) {
      throw new RefusedException(
          "不能审批这项变更。",
          List.of(
              Ruling.refuse(
                  "parameter",
                  "",
                  "提出变更的人不能审批自己的提议，请由另一名负责人审批。",
                  LocalDate.now(clock),
                  new Fact("提出人", change.proposed().personName()))));
    }
    return change;
  }

  private ParameterChange decide(
      ParameterChange change, ParameterChange.State state, String note, Actor by) {
    database
        .sql(
            """
            update regulation.parameter_change
            set state = :state, decision_note = :note,
                decided_by = :by, decided_by_name = :name, decided_at = :at
            where id = :id
            """)
        .param("state", state.name())
        .param("note", note.strip())
        .param("by", by.id())
        .param("name", by.name())
        .param("at", Timestamp.from(clock.instant()))
        .param("id", change.id())
        .update();
    ParameterChange decided = find(change.id()).orElseThrow();
    boolean approved = state == ParameterChange.State.APPROVED;
    record(approved ? "parameter.approve" : "parameter.return", decided, note.strip(), by);
    return decided;
  }

  private void record(String verb, ParameterChange change, String reason, Actor by) {
    // Checked values and dates hold no character that JSON would have to escape.
    String details =
        "{\"change\":%d,\"value\":\"%s\",\"holdsFrom\":\"%s\"}"
            .formatted(change.id(), change.value(), change.holdsFrom());
    ledger.record(
        by,
        Act.of(verb, "parameter", change.parameter().key())
            .because(reason)
            .under(change.parameter().article())
            .with(details));
  }

  private static ParameterChange row(ResultSet row, int number) throws SQLException {
    String key = row.getString("parameter");
    String decidedBy = row.getString("decided_by");
    return new ParameterChange(
        row.getLong("id"),
        Parameter.byKey(key)
            .orElseThrow(() -> new IllegalStateException("unknown parameter " + key)),
        row.getString("value"),
        row.getObject("holds_from", LocalDate.class),
        row.getString("reason"),
        ParameterChange.State.valueOf(row.getString("state")),
        new ParameterChange.Step(
            row.getString("proposed_by"),
            row.getString("proposed_by_name"),
            instant(row, "proposed_at")),
        decidedBy == null
            ? null
            : new ParameterChange.Step(
                decidedBy, row.getString("decided_by_name"), instant(row, "decided_at")),
        row.getString("decision_note"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
