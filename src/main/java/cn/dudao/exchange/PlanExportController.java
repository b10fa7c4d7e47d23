package cn.dudao.exchange;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchPlan;
import cn.dudao.dispatch.DispatchPlanner;
import cn.dudao.dispatch.DispatchPlans;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PlanContent;
import cn.dudao.dispatch.PlanFacts;
import cn.dudao.dispatch.PlanRevision;
import cn.dudao.dispatch.assignment.NameSeals;
import cn.dudao.dispatch.assignment.SealedNames;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.Download;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 委派方案的导出: the current revision of a plan as 委派方案.xlsx or plan.json. */
@Controller
class PlanExportController {

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final NameSeals seals;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PlanExportController(
      DispatchPlans plans,
      DispatchPlanner planner,
      NameSeals seals,
      Ledger ledger,
      TransactionTemplate transaction,
      Clock clock) {
    this.plans = plans;
    this.planner = planner;
    this.seals = seals;
    this.ledger = ledger;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** 导出委派方案表，导出记入操作记录。 */
  @GetMapping("/exports/plans/{id}.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("8")
  void workbook(@PathVariable UUID id, SignedIn user, HttpServletResponse response)
      throws IOException {
    DispatchPlan plan = open(id, user);
    DispatchOutput output = output(plan);
    record(plan, user);
    Download.named(response, "委派方案-" + plan.number() + ".xlsx");
    try (var book = new WorkbookWriter()) {
      PlanWorkbook.write(output, book);
      book.writeTo(response.getOutputStream());
    }
  }

  /** 导出委派方案数据文件，供其他程序读取，也可作为下次编排的对照。 */
  @GetMapping("/exports/plans/{id}.json")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("8")
  void json(@PathVariable UUID id, SignedIn user, HttpServletResponse response) throws IOException {
    DispatchPlan plan = open(id, user);
    DispatchOutput output = output(plan);
    record(plan, user);
    Download.named(response, "plan-" + plan.number() + ".json");
    PlanJson.write(output, response.getOutputStream());
  }

  /** The plan, if its names and those of the orders beside it are open to the person. */
  private DispatchPlan open(UUID id, SignedIn user) {
    DispatchPlan plan = plans.find(id).orElseThrow(() -> new NotFoundException("没有这个委派方案。"));
    SealedNames seal = seals.anywhere(user);
    if (seal.any()) {
      throw new RefusedException(
          "方案 %s 现在不能导出。".formatted(plan.number()),
          List.of(
              Ruling.refuse("sealed", "8", seal.note() + "，此前只有经办人员知道派谁去", LocalDate.now(clock))));
    }
    return plan;
  }

  private void record(DispatchPlan plan, SignedIn user) {
    transaction.executeWithoutResult(status ->
        ledger.record(
            user.actor(),
            new Act("exchange.export", "dispatch-plan", plan.id().toString(), "", "8", "{}")));
  }

  private DispatchOutput output(DispatchPlan plan) {
    PlanRevision revision =
        plans
            .revision(plan.id(), plan.revision())
            .orElseThrow(() -> new NotFoundException("这个方案还没有编排，没有可以导出的内容。"));
    PlanContent content = plans.content(plan.id(), plan.revision());
    PlanFacts ground = planner.factsOf(plan, content);
    DispatchFacts facts = ground.facts();
    // Orders of other plans that the rules and the objective count stand in the file, too.
    DispatchProposal proposal = ground.joined(content.proposal());
    Integer reference = revision.reference();
    @Nullable DispatchProposal previous =
        reference == null ? null : ground.joined(plans.content(plan.id(), reference).proposal());
    Long bound = revision.bound();
    Double gap = revision.gap();
    return new DispatchOutput(
        facts,
        proposal,
        revision.objective(),
        bound == null ? 0 : bound,
        gap == null ? 0 : gap,
        revision.seconds(),
        revision.seed(),
        PlanCheck.check(facts, proposal),
        previous);
  }
}
