package cn.dudao.exchange;

import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.regulation.Parameters;
import java.util.List;

/**
 * A plan that was read from a file; nothing of it has been checked against the rules.
 *
 * @param proposal who is proposed for what
 * @param parameters the parameters that the file names, else the standard ones
 * @param problems what could not be read
 */
public record PlanReading(
    DispatchProposal proposal, Parameters parameters, List<SheetProblem> problems) {

  public PlanReading {
    problems = List.copyOf(problems);
  }
}
