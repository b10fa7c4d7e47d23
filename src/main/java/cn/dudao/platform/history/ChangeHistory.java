package cn.dudao.platform.history;

import cn.dudao.platform.ledger.Actor;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The append-only history of changes of all registers; feeds 时间线. */
@Component
public class ChangeHistory {

  private final JdbcClient jdbc;
  private final BulkRows bulk;
  private final Clock clock;
  private final JsonMapper json = JsonMapper.builder().build();

  public ChangeHistory(JdbcClient jdbc, BulkRows bulk, Clock clock) {
    this.jdbc = jdbc;
    this.bulk = bulk;
    this.clock = clock;
  }

  /**
   * A change that was made just now.
   *
   * @param kind the kind of record ("supervisor")
   * @param id its key
   * @param what what was done, in Chinese
   * @param fields what differs
   * @param version the version that the record has now, null where it has none
   */
  public record Entry(
      String kind, String id, String what, List<FieldChange> fields, @Nullable Integer version) {}

  /** Adds an entry in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(Actor by, String reason, Entry entry) {
    addAll(by, reason, List.of(entry));
  }

  /** Adds many entries at once in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void addAll(Actor by, String reason, List<Entry> entries) {
    String at = OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC).toString();
    bulk.execute(
        """
        insert into platform.change
          (at, subject_kind, subject_id, what, fields, reason, version, actor_id, actor_name)
        select at, subject_kind, subject_id, what, fields, reason, version, actor_id, actor_name
          from json_populate_recordset(null::platform.change, :rows::json)
        """,
        entries,
        each -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          row.put("at", at);
          row.put("subject_kind", each.kind());
          row.put("subject_id", each.id());
          row.put("what", each.what());
          row.put("fields", each.fields());
          row.put("reason", reason);
          row.put("version", each.version());
          row.put("actor_id", by.id());
          row.put("actor_name", by.name());
          return row;
        });
  }

  /** The newest entries of one record, newest first. */
  public List<PastChange> of(String kind, String id, int most) {
    return ofAll(kind, List.of(id), most);
  }

  /** The newest entries of several records of one kind, newest first. */
  public List<PastChange> ofAll(String kind, List<String> ids, int most) {
    return jdbc.sql(
            """
            select id, at, subject_id, what, fields::text as fields, reason, actor_name
              from platform.change
             where subject_kind = :kind and subject_id = any(:ids)
             order by id desc limit :most
            """)
        .param("kind", kind)
        .param("ids", ids.toArray(String[]::new))
        .param("most", most)
        .query((row, number) ->
            new PastChange(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("subject_id"),
                row.getString("what"),
                List.of(json.readValue(row.getString("fields"), FieldChange[].class)),
                row.getString("reason"),
                row.getString("actor_name")))
        .list();
  }
}
