package cn.dudao.dispatch;

import cn.dudao.account.SignedIn;
import cn.dudao.dispatch.assignment.NameSeals;
import cn.dudao.dispatch.assignment.SealedNames;
import cn.dudao.platform.web.Crumb;
import cn.dudao.platform.web.NotFoundException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What every page of a plan shows, and what of its names the person may see. */
@Component
class PlanPage {

  static final List<Crumb> CRUMBS =
      List.of(new Crumb("督导委派", ""), new Crumb("委派方案", "/dispatch/plans"));

  private final DispatchPlans plans;
  private final PlanViews views;
  private final NameSeals seals;

  PlanPage(DispatchPlans plans, PlanViews views, NameSeals seals) {
    this.plans = plans;
    this.views = views;
    this.seals = seals;
  }

  DispatchPlan plan(UUID id) {
    return plans.find(id).orElseThrow(() -> new NotFoundException("没有这个委派方案，可能已被删除。"));
  }

  /** Puts what every tab shows into the model. */
  DispatchPlan opened(UUID id, String tab, SignedIn user, Model model) {
    var plan = plan(id);
    model.addAttribute("plan", plan);
    model.addAttribute("revision", plans.revision(id, plan.revision()).orElse(null));
    model.addAttribute("total", views.total(id));
    model.addAttribute("tab", plan.url() + tab);
    model.addAttribute("crumbs", CRUMBS);
    model.addAttribute("seal", seals.of(id, user));
    return plan;
  }

  /**
   * Puts what every tab shows into the model, reckoned from what the plan holds.
   *
   * @return what is sealed anywhere
   */
  SealedNames opened(
      DispatchPlan plan, PlanContent content, String tab, SignedIn user, Model model) {
    var seal = seals.both(plan.id(), user);
    model.addAttribute("plan", plan);
    model.addAttribute("revision", plans.revision(plan.id(), plan.revision()).orElse(null));
    model.addAttribute("total", PlanViews.total(content));
    model.addAttribute("tab", plan.url() + tab);
    model.addAttribute("crumbs", CRUMBS);
    model.addAttribute("seal", seal.own());
    return seal.anywhere();
  }

  /** What of the opened plan's own names is sealed. */
  static SealedNames seal(Model model) {
    return model.getAttribute("seal") instanceof SealedNames seal ? seal : SealedNames.NONE;
  }

  /** What is sealed anywhere: what is reckoned over everybody would give it away. */
  SealedNames anywhere(SignedIn user) {
    return seals.anywhere(user);
  }

  /** The tab of an opened plan while names are sealed: says until when. */
  static String sealed(SealedNames seal, Model model) {
    model.addAttribute("note", seal.note());
    return "dispatch/plan-sealed";
  }

  static List<Crumb> crumbs(DispatchPlan plan) {
    return List.of(
        new Crumb("督导委派", ""),
        new Crumb("委派方案", "/dispatch/plans"),
        new Crumb(plan.number(), plan.url()));
  }
}
