package cn.dudao.dispatch;

import cn.dudao.platform.text.TextLimit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 委派方案: which tasks are planned together, and how far that has come. Who is sent where stands in
 * its revisions.
 *
 * @param number 方案编号, year and running number
 * @param title what the office calls it
 * @param firstDay first day of the period
 * @param lastDay last day of the period, included
 * @param districts six-digit division codes that are planned, empty for all
 * @param batches 批次号 that are planned, empty for all
 * @param state how far it has come
 * @param revision the current revision, 0 before the first computation
 * @param job the computation under way, else null
 * @param problem why the last computation gave no plan, else null
 * @param version grows with every change
 * @param createdBy who made it, by name
 * @param issuedRevision 签发到第几次修订, null before the first issue
 * @param secrecy what is kept from whom until when
 */
public record DispatchPlan(
    UUID id,
    String number,
    String title,
    LocalDate firstDay,
    LocalDate lastDay,
    Set<String> districts,
    Set<String> batches,
    PlanState state,
    int revision,
    @Nullable UUID job,
    @Nullable String problem,
    long version,
    String createdBy,
    Instant createdAt,
    Instant changedAt,
    @Nullable Integer issuedRevision,
    PlanSecrecy secrecy) {

  public static final TextLimit TITLE_LIMIT = new TextLimit("方案名称", 100);

  public DispatchPlan {
    districts = Set.copyOf(districts);
    batches = Set.copyOf(batches);
  }

  /** Which sessions it covers. */
  public TaskMaking.Scope scope() {
    return new TaskMaking.Scope(firstDay, lastDay, districts, batches);
  }

  /** Whether orders went out, and the plan has been changed since. */
  public boolean hasUnissuedChanges() {
    return issuedRevision != null && state != PlanState.ISSUED;
  }

  public String url() {
    return "/dispatch/plans/" + id;
  }
}
