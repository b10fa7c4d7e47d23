package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一名督导员的历次督导: history and proposal together, one visit an occasion, in the two orders in which Art.
 * 19 can be read.
 */
final class Visits {

  private final DispatchFacts facts;
  private final DispatchProposal proposal;
  private final String card;
  private final @Nullable SupervisionTask without;
  private final @Nullable Occasion filled;
  private final List<Visit> visits = new ArrayList<>();

  /** The visits as the proposal has them. */
  static Visits of(DispatchFacts facts, DispatchProposal proposal, String card) {
    return new Visits(facts, proposal, card, null, null);
  }

  /** The visits if the person of the case is sent on its task. */
  static Visits with(AssignmentCase question) {
    return new Visits(
        question.facts(),
        question.others(),
        question.supervisor().card(),
        question.task(),
        question.task());
  }

  /** The visits if the person of the case is not sent on its task. */
  static Visits without(AssignmentCase question) {
    return new Visits(
        question.facts(), question.others(), question.supervisor().card(), question.task(), null);
  }

  private Visits(
      DispatchFacts facts,
      DispatchProposal proposal,
      String card,
      @Nullable SupervisionTask without,
      @Nullable SupervisionTask added) {
    this.facts = facts;
    this.proposal = proposal;
    this.card = card;
    this.without = without;
    this.filled = added == null ? null : facts.occasions().of(added);
    for (PastSupervision each : facts.historyOf(card)) {
      add(Visit.past(facts.occasions().of(each), each));
    }
    for (ProposedAssignment each : proposal.ofSupervisor(card)) {
      SupervisionTask task = facts.tasks().get(each.task());
      if (task != null && !leftAside(each)) {
        add(Visit.planned(facts.occasions().of(task), task));
      }
    }
    if (added != null) {
      add(Visit.planned(facts.occasions().of(added), added));
    }
    visits.sort(Visit.OWN_ORDER);
  }

  private void add(Visit visit) {
    for (int i = 0; i < visits.size(); i++) {
      if (visits.get(i).occasion() == visit.occasion()) {
        visits.set(i, visits.get(i).and(visit));
        return;
      }
    }
    visits.add(visit);
  }

  private boolean leftAside(ProposedAssignment each) {
    return without != null && each.task().equals(without.number()) && each.card().equals(card);
  }

  /** In the person's own order, over all units. */
  List<Visit> inOwnOrder() {
    return visits;
  }

  /**
   * The person's visits to one unit, in the order of its occasions: occasions of one unit share no
   * day, so the person's own order is theirs, too.
   */
  List<Visit> at(String institution) {
    return visits.stream()
        .filter(each -> each.occasion().institution().equals(institution))
        .toList();
  }

  List<String> institutions() {
    return visits.stream().map(each -> each.occasion().institution()).distinct().toList();
  }

  /** Whether an occasion that somebody takes part in lies between two of one unit. */
  boolean interrupted(Occasion earlier, Occasion later) {
    List<Occasion> all = facts.occasions().at(earlier.institution());
    for (int i = earlier.position() + 1; i < later.position(); i++) {
      if (counts(all.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** An occasion that nobody is assigned to does not count. */
  boolean counts(Occasion occasion) {
    if (occasion == filled || occasion.servedInThePast()) {
      return true;
    }
    for (SupervisionTask task : occasion.tasks()) {
      for (ProposedAssignment each : proposal.of(task.number())) {
        if (!leftAside(each)) {
          return true;
        }
      }
    }
    return false;
  }
}
