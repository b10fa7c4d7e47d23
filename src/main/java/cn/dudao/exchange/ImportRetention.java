package cn.dudao.exchange;

import cn.dudao.platform.retention.Retained;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long the files of imports are kept. What goes is the content (the file store removes what
 * nothing names any more); that it was sent, when, by whom, under which name and with which digest
 * stays.
 */
@Configuration(proxyBeanMethods = false)
class ImportRetention {

  /** Imports that nobody had saved are given up; what reading found in them goes as well. */
  @Bean
  Retained unsavedImports(JdbcClient sql, Clock clock) {
    return new Retained(
        "keepUnsavedImports",
        before ->
            letGo(
                sql,
                clock,
                "state = 'DISCARDED', summary = null",
                """
                state <> 'APPLIED' and started_at < :before
                and not exists (select from platform.job
                                 where job.id = sheet_import.job
                                   and job.state in ('QUEUED', 'RUNNING'))
                """,
                before));
  }

  /** The files of saved imports prove what was imported, for as long as they are kept. */
  @Bean
  Retained savedImports(JdbcClient sql, Clock clock) {
    return new Retained(
        "keepSavedImports",
        before ->
            letGo(
                sql,
                clock,
                "state = 'APPLIED'",
                "state = 'APPLIED' and applied_at < :before",
                before));
  }

  private static int letGo(
      JdbcClient sql, Clock clock, String change, String which, Instant before) {
    return sql.sql(
            """
            with gone as (
              update exchange.sheet_import
                 set %s, job = null, files_removed_at = :now
               where files_removed_at is null and %s
              returning id),
            files as (
              update exchange.sheet_import_file set content = null, annotated = null
               where import_id in (select id from gone))
            select count(*) from gone
            """
                .formatted(change, which))
        .param("now", time(clock.instant()))
        .param("before", time(before))
        .query(Integer.class)
        .single();
  }

  /** Annotated copies hold what the files hold, and serve only those who mend them. */
  @Bean
  Retained errorCopies(JdbcClient sql) {
    return new Retained(
        "keepErrorCopies",
        before ->
            sql.sql(
                    """
                    update exchange.sheet_import_file set annotated = null
                     where annotated is not null and import_id in (
                       select id from exchange.sheet_import where started_at < :before)
                    """)
                .param("before", time(before))
                .update());
  }

  private static OffsetDateTime time(Instant moment) {
    return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
