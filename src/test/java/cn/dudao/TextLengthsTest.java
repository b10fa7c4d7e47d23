package cn.dudao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserAccount;
import cn.dudao.account.UserRole;
import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.DispatchPlan;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.assignment.RecusalRequest;
import cn.dudao.institution.Institution;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChange;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;

/** No free text of any length gets into the database, and both walls stand at the same place. */
@RoomTest
@Transactional
class TextLengthsTest {

  private static final Map<String, TextLimit> LIMITS = new HashMap<>();

  static {
    LIMITS.put("institution.institution.name", Institution.NAME_LIMIT);
    LIMITS.put("institution.institution.address", Institution.ADDRESS_LIMIT);
    LIMITS.put("institution.institution.scope", Institution.SCOPE_LIMIT);
    LIMITS.put("institution.institution.licence", Institution.LICENCE_LIMIT);
    LIMITS.put("institution.institution.head", Institution.HEAD_LIMIT);
    LIMITS.put("institution.institution.status", Institution.STATUS_LIMIT);
    LIMITS.put("supervisor.supervisor.employer", QualitySupervisor.EMPLOYER_LIMIT);
    LIMITS.put("supervisor.supervisor.examiner_number", QualitySupervisor.EXAMINER_NUMBER_LIMIT);
    LIMITS.put("supervisor.supervisor.occupations", QualitySupervisor.OCCUPATIONS_LIMIT);
    LIMITS.put("supervisor.supervisor.remark", SupervisorEntry.REMARK_LIMIT);
    LIMITS.put("supervisor.standing_period.reason", TextLimit.REASON);
    LIMITS.put("supervisor.standing_period.lift_reason", TextLimit.REASON);
    LIMITS.put("supervisor.recusal_ground.note", RecusalGround.NOTE_LIMIT);
    LIMITS.put("supervisor.absence.reason", Absence.REASON_LIMIT);
    LIMITS.put("appraisal.batch.number", AppraisalSession.BATCH_LIMIT);
    LIMITS.put("appraisal.session.number", AppraisalSession.NUMBER_LIMIT);
    LIMITS.put("appraisal.session.occupation", AppraisalSession.OCCUPATION_LIMIT);
    LIMITS.put("appraisal.session.occupation_code", AppraisalSession.OCCUPATION_CODE_LIMIT);
    LIMITS.put("appraisal.session.site", AppraisalSession.SITE_LIMIT);
    LIMITS.put("appraisal.session.examiners", AppraisalSession.EXAMINERS_LIMIT);
    LIMITS.put("appraisal.session.cancel_reason", TextLimit.REASON);
    LIMITS.put("dispatch.past_supervision.task", PastSupervision.TASK_LIMIT);
    LIMITS.put("dispatch.plan.title", DispatchPlan.TITLE_LIMIT);
    LIMITS.put("dispatch.recusal_request.facts", RecusalRequest.FACTS_LIMIT);
    LIMITS.put("dispatch.recusal_request.evidence", RecusalRequest.EVIDENCE_LIMIT);
    LIMITS.put("dispatch.recusal_request.decision_reason", TextLimit.REASON);
    LIMITS.put("regulation.parameter_change.value", Parameter.VALUE_LIMIT);
    LIMITS.put("regulation.parameter_change.reason", TextLimit.REASON);
    LIMITS.put("regulation.parameter_change.decision_note", ParameterChange.NOTE_LIMIT);
    LIMITS.put("account.user_account.display_name", UserAccount.DISPLAY_NAME_LIMIT);
    LIMITS.put("account.user_account.supervisor_card", UserAccount.CARD_LIMIT);
    LIMITS.put("account.user_account.institution_code", UserAccount.INSTITUTION_LIMIT);
    LIMITS.put("platform.ledger_entry.reason", TextLimit.RECORDED_REASON);
    LIMITS.put("platform.change.reason", TextLimit.RECORDED_REASON);
  }

  /** What the program words itself, or copies from fields that are limited. */
  private static final Set<String> WRITTEN_BY_THE_PROGRAM =
      Set.of(
          "account.user_account.password_hash",
          "account.user_contact.mail",
          "account.user_contact.phone",
          "institution.institution.phone_sealed",
          "supervisor.supervisor.id_number_sealed",
          "supervisor.supervisor.id_number_index",
          "supervisor.supervisor.phone_sealed",
          "appraisal.batch.occupations",
          "dispatch.recusal_request.applicant_sealed",
          "dispatch.announcement.document_number",
          "regulation.parameter_change.parameter",
          "exchange.sheet_import_file.digest",
          "exchange.sheet_import_file.annotated",
          "exchange.sheet_import_file.content",
          "platform.change.subject_kind",
          "platform.change.subject_id",
          "platform.change.what",
          "platform.change.actor_id",
          "platform.change.actor_name",
          "platform.ledger_entry.actor_id",
          "platform.ledger_entry.actor_name",
          "platform.ledger_entry.subject_kind",
          "platform.ledger_entry.subject_id",
          "platform.ledger_entry.article",
          "platform.field_key.id",
          "platform.field_key.fingerprint",
          "platform.message_delivery.address",
          "platform.stored_file.media_type");

  /** Tables that hold nothing but what the program computes, copies from registers, or keeps. */
  private static final Set<String> TABLES_OF_THE_PROGRAM =
      Set.of(
          "dispatch.plan",
          "dispatch.plan_revision",
          "dispatch.plan_task",
          "dispatch.plan_permission",
          "dispatch.plan_assignment",
          "dispatch.plan_person",
          "dispatch.issued_task",
          "dispatch.assignment",
          "dispatch.document_number",
          "platform.job",
          "platform.scheduled_tasks",
          "platform.flyway_schema_history");

  @Autowired JdbcClient jdbc;
  @Autowired MockMvc mvc;
  @Autowired Institutions institutions;

  private record Column(String name, String table, String limits) {

    /** Keys and names of users who acted, which are limited where users are entered. */
    boolean namesAUser() {
      return name.matches(".*_by(_name)?");
    }

    boolean isLimited() {
      return limits.contains("char_length")
          || limits.contains("length(btrim")
          || limits.contains("length(")
          || limits.contains("= ANY (ARRAY[")
          || limits.contains(" ~ '^")
          || limits.contains("FOREIGN KEY");
    }
  }

  private List<Column> columns() {
    return jdbc.sql(
            """
            select n.nspname || '.' || t.relname as place, a.attname as name,
                   coalesce((select string_agg(pg_get_constraintdef(c.oid), ' ')
                               from pg_constraint c
                              where c.conrelid = t.oid and a.attnum = any (c.conkey)
                                and c.contype in ('c', 'f')), '') as limits
              from pg_attribute a
              join pg_class t on t.oid = a.attrelid and t.relkind = 'r'
              join pg_namespace n on n.oid = t.relnamespace
             where a.atttypid in ('text'::regtype, 'text[]'::regtype) and a.attnum > 0
               and not a.attisdropped
               and n.nspname not in ('pg_catalog', 'information_schema', 'public')
            """)
        .query((row, number) ->
            new Column(
                row.getString("place") + "." + row.getString("name"),
                row.getString("place"),
                row.getString("limits")))
        .list();
  }

  @Test
  void everyFreeTextHasALength() {
    List<String> unlimited = new ArrayList<>();
    for (Column each : columns()) {
      if (!each.isLimited()
          && !each.namesAUser()
          && !WRITTEN_BY_THE_PROGRAM.contains(each.name())
          && !TABLES_OF_THE_PROGRAM.contains(each.table())) {
        unlimited.add(each.name());
      }
    }
    assertThat(unlimited)
        .as(
            "give what people write a TextLimit, a check (char_length(column) <= …) and a line in"
                + " LIMITS; list here what only the program writes")
        .isEmpty();
  }

  @Test
  void theDatabaseStandsWhereTheFormsDo() {
    Map<String, String> limits = new HashMap<>();
    columns().forEach(each -> limits.put(each.name(), each.limits()));
    LIMITS.forEach((column, limit) ->
        assertThat(limits.get(column))
            .as(column)
            .containsAnyOf("<= " + limit.most() + ")", "<= " + limit.most() + " "));
  }

  /** Sends a form in which the given fields are one letter too long. */
  private void refuses(
      String url, RequestPostProcessor by, Map<String, TextLimit> fields, String... others)
      throws Exception {
    var form = post(url).with(csrf()).with(by);
    for (int at = 0; at < others.length; at += 2) {
      form.param(others[at], others[at + 1]);
    }
    fields.forEach((field, limit) -> form.param(field, "长".repeat(limit.most() + 1)));
    String page =
        mvc.perform(form)
            .andExpect(status().isUnprocessableContent())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(fields.values())
        .allSatisfy(limit ->
            assertThat(page)
                .contains(
                    "%s不超过 %d 个字，现有 %d 个字".formatted(limit.name(), limit.most(), limit.most() + 1))
                .contains("长".repeat(limit.most() + 1)));
  }

  @Test
  void formsSayWhatIsTooLongAndKeepTheInput() throws Exception {
    refuses(
        "/institutions",
        As.officer(),
        Map.of(
            "name", Institution.NAME_LIMIT,
            "address", Institution.ADDRESS_LIMIT,
            "scope", Institution.SCOPE_LIMIT,
            "licence", Institution.LICENCE_LIMIT,
            "head", Institution.HEAD_LIMIT,
            "status", Institution.STATUS_LIMIT,
            "reason", TextLimit.REASON));
    refuses(
        "/supervisors",
        As.officer(),
        Map.of(
            "employer", QualitySupervisor.EMPLOYER_LIMIT,
            "examinerNumber", QualitySupervisor.EXAMINER_NUMBER_LIMIT,
            "occupations", QualitySupervisor.OCCUPATIONS_LIMIT,
            "remark", SupervisorEntry.REMARK_LIMIT,
            "reason", TextLimit.REASON));
    refuses(
        "/batches",
        As.officer(),
        Map.of(
            "batch", AppraisalSession.BATCH_LIMIT,
            "number", AppraisalSession.NUMBER_LIMIT,
            "occupation", AppraisalSession.OCCUPATION_LIMIT,
            "occupationCode", AppraisalSession.OCCUPATION_CODE_LIMIT,
            "site", AppraisalSession.SITE_LIMIT,
            "examiners", AppraisalSession.EXAMINERS_LIMIT,
            "reason", TextLimit.REASON));
    refuses(
        "/recusal-grounds",
        As.officer(),
        Map.of("note", RecusalGround.NOTE_LIMIT),
        "relation",
        "OTHER");
    refuses("/dispatch/plans", As.officer(), Map.of("title", DispatchPlan.TITLE_LIMIT));
    refuses(
        "/parameters/teamSize/changes",
        As.officer(),
        Map.of("reason", TextLimit.REASON),
        "value",
        "3",
        "holdsFrom",
        "2030-01-01");
    refuses(
        "/users",
        As.a(UserRole.SYSTEM_ADMIN),
        Map.of(
            "displayName", UserAccount.DISPLAY_NAME_LIMIT,
            "supervisorCard", UserAccount.CARD_LIMIT,
            "institutionCode", UserAccount.INSTITUTION_LIMIT));
  }

  @Test
  void whatHasTheFullLengthIsTaken() throws Exception {
    mvc.perform(
            post("/institutions")
                .with(csrf())
                .with(As.officer())
                .param("code", "LONG-1")
                .param("name", "𠮷".repeat(Institution.NAME_LIMIT.most()))
                .param("kind", "STATION")
                .param("district", "410105")
                .param("address", "长".repeat(Institution.ADDRESS_LIMIT.most()))
                .param("scope", "长".repeat(999) + "\n" + "长".repeat(1000))
                .param("licence", "长".repeat(Institution.LICENCE_LIMIT.most()))
                .param("head", "长".repeat(Institution.HEAD_LIMIT.most()))
                .param("status", "长".repeat(Institution.STATUS_LIMIT.most()))
                .param("reason", "长".repeat(TextLimit.REASON.most())))
        .andExpect(redirectedUrl("/institutions/LONG-1"));

    assertThat(institutions.find("LONG-1")).isPresent();
  }
}
