package cn.dudao.dispatch.rules;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Art. 19 once more, as simply as it can be said: no indices, nothing incremental. Only for
 * comparison with the rule.
 */
final class RotationModel {

  /** A person whose run at a unit is too long at an occasion, and the occasions of the run. */
  record Charge(String reading, String card, Happening end, List<Happening> run) {

    Set<Object> key() {
      return Set.of(reading, card, end);
    }
  }

  /** An occasion by its unit and its days. */
  record Happening(String unit, LocalDate first, LocalDate last) {

    boolean covers(String unit, LocalDate day) {
      return this.unit.equals(unit) && !day.isBefore(first) && !day.isAfter(last);
    }
  }

  private record Part(Happening happening, String when, boolean planned) {}

  private final DispatchFacts facts;
  private final List<Happening> happenings;
  private final int limit;
  private final String reading;

  RotationModel(DispatchFacts facts, int limit, String reading) {
    this.facts = facts;
    this.limit = limit;
    this.reading = reading;
    List<Happening> spans = new ArrayList<>();
    for (AppraisalSession one : facts.sessions()) {
      LocalDate first = one.date();
      LocalDate last = one.date();
      for (AppraisalSession other : facts.sessions()) {
        if (other.batch().equals(one.batch())) {
          first = other.date().isBefore(first) ? other.date() : first;
          last = other.date().isAfter(last) ? other.date() : last;
        }
      }
      spans.add(new Happening(one.institution(), first, last));
    }
    for (PastSupervision each : facts.history()) {
      spans.add(new Happening(each.institution(), each.date(), each.date()));
    }
    happenings = joined(spans);
  }

  private static List<Happening> joined(List<Happening> spans) {
    List<Happening> result = new ArrayList<>(new LinkedHashSet<>(spans));
    for (int i = 0; i < result.size(); i++) {
      for (int j = i + 1; j < result.size(); j++) {
        Happening a = result.get(i);
        Happening b = result.get(j);
        if (a.unit.equals(b.unit) && !a.last.isBefore(b.first) && !b.last.isBefore(a.first)) {
          result.remove(j);
          result.remove(i);
          result.add(
              new Happening(
                  a.unit,
                  a.first.isBefore(b.first) ? a.first : b.first,
                  a.last.isAfter(b.last) ? a.last : b.last));
          return joined(result);
        }
      }
    }
    result.sort(Comparator.comparing(Happening::first));
    return result;
  }

  Happening happening(String unit, LocalDate day) {
    return happenings.stream().filter(each -> each.covers(unit, day)).findFirst().orElseThrow();
  }

  /** Everybody's charges under a proposal. */
  List<Charge> charges(DispatchProposal proposal) {
    Set<String> cards = new LinkedHashSet<>(facts.supervisors().keySet());
    List<Charge> result = new ArrayList<>();
    for (String card : cards) {
      result.addAll(charges(proposal, card));
    }
    return result;
  }

  List<Charge> charges(DispatchProposal proposal, String card) {
    List<Charge> result = new ArrayList<>();
    List<Part> own = parts(proposal, card);
    if (!reading.equals("OWN")) {
      for (String unit : new HashSet<>(own.stream().map(each -> each.happening.unit).toList())) {
        List<Happening> run = new ArrayList<>();
        for (Happening each : happenings) {
          if (each.unit.equals(unit) && anybody(proposal, each)) {
            Part part =
                own.stream().filter(one -> one.happening.equals(each)).findFirst().orElse(null);
            if (part == null) {
              run.clear();
            } else {
              run.add(each);
              if (part.planned && run.size() > limit) {
                result.add(new Charge("UNIT", card, each, List.copyOf(run)));
              }
            }
          }
        }
      }
    }
    if (!reading.equals("UNIT")) {
      List<Happening> run = new ArrayList<>();
      for (Part each : own) {
        if (!run.isEmpty() && !run.getFirst().unit.equals(each.happening.unit)) {
          run.clear();
        }
        run.add(each.happening);
        if (each.planned && run.size() > limit) {
          result.add(new Charge("OWN", card, each.happening, List.copyOf(run)));
        }
      }
    }
    return result;
  }

  private boolean anybody(DispatchProposal proposal, Happening happening) {
    return facts.history().stream()
            .anyMatch(each ->
                happening.covers(each.institution(), each.date()) && !each.cards().isEmpty())
        || proposal.assignments().stream()
            .map(each -> facts.tasks().get(each.task()))
            .anyMatch(each -> happening.covers(each.institution(), each.date()));
  }

  /** The person's occasions in the person's own order. */
  private List<Part> parts(DispatchProposal proposal, String card) {
    List<Part> result = new ArrayList<>();
    for (Happening happening : happenings) {
      List<String> whens = new ArrayList<>();
      boolean planned = false;
      for (PastSupervision each : facts.history()) {
        if (happening.covers(each.institution(), each.date()) && each.cards().contains(card)) {
          whens.add(each.date() + "/0/" + each.task());
        }
      }
      for (ProposedAssignment each : proposal.assignments()) {
        SupervisionTask task = facts.tasks().get(each.task());
        if (each.card().equals(card) && happening.covers(task.institution(), task.date())) {
          planned = true;
          whens.add(task.date() + "/" + task.halfDays().first().ordinal() + "/" + task.number());
        }
      }
      if (!whens.isEmpty()) {
        result.add(new Part(happening, whens.stream().sorted().findFirst().orElseThrow(), planned));
      }
    }
    result.sort(Comparator.comparing(each -> each.when));
    return result;
  }
}
