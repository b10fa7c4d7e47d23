package cn.dudao.exchange;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.DispatchPlan;
import cn.dudao.dispatch.DispatchPlanner;
import cn.dudao.dispatch.DispatchPlans;
import cn.dudao.dispatch.PlanRevision;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 导出委派方案: the current revision as a workbook for people or as a file for machines. */
@Controller
class PlanExportController {

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final Ledger ledger;
  private final TransactionTemplate transaction;

  PlanExportController(
      DispatchPlans plans,
      DispatchPlanner planner,
      Ledger ledger,
      TransactionTemplate transaction) {
    this.plans = plans;
    this.planner = planner;
    this.ledger = ledger;
    this.transaction = transaction;
  }

  /** 导出委派方案.xlsx。 */
  @GetMapping("/exports/plans/{id}.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("8")
  void workbook(@PathVariable UUID id, SignedIn user, HttpServletResponse response)
      throws IOException {
    var plan = plan(id);
    var output = output(plan, user);
    ImportController.attach(response, "委派方案-" + plan.number() + ".xlsx", ".xlsx");
    try (var book = new WorkbookWriter()) {
      PlanWorkbook.write(output, book);
      book.writeTo(response.getOutputStream());
    }
  }

  /** 导出供其他程序读取的方案文件。 */
  @GetMapping("/exports/plans/{id}.json")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("8")
  void machineFile(@PathVariable UUID id, SignedIn user, HttpServletResponse response)
      throws IOException {
    var plan = plan(id);
    var output = output(plan, user);
    ImportController.attach(response, "plan-" + plan.number() + ".json", ".json");
    PlanJson.write(output, response.getOutputStream());
  }

  private DispatchPlan plan(UUID id) {
    return plans
        .find(id)
        .filter(each -> each.revision() > 0)
        .orElseThrow(() -> new NotFoundException("没有这个委派方案，或尚未编排。"));
  }

  private DispatchOutput output(DispatchPlan plan, SignedIn user) {
    PlanRevision revision = plans.revision(plan.id(), plan.revision()).orElseThrow();
    var content = plans.content(plan.id(), plan.revision());
    var facts = planner.factsOf(plan, content);
    var proposal = content.proposal();
    var result = revision.asResult(proposal);
    Integer reference = revision.reference();
    transaction.executeWithoutResult(status ->
        ledger.record(
            user.actor(),
            Act.of("exchange.export", "dispatch.plan", plan.id().toString()).under("8")));
    return new DispatchOutput(
        facts,
        proposal,
        result.objective(),
        result.bound(),
        result.gap(),
        result.seconds(),
        result.seed(),
        PlanCheck.check(facts, proposal),
        reference == null ? null : plans.content(plan.id(), reference).proposal());
  }
}
