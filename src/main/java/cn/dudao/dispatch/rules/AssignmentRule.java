package cn.dudao.dispatch.rules;

import cn.dudao.regulation.Ruling;

/** A rule on who may be sent: from a case to a ruling with facts that a person can check. */
public interface AssignmentRule {

  /**
   * The stable key under which exclusions are counted: "8", "5", "10", "14", "18", "absent", "19",
   * "overlap", "travel".
   */
  String key();

  /** What the rule looks at, in Chinese, for lists of rules ("证卡有效期"). */
  String title();

  Ruling on(AssignmentCase question);

  /** Whether {@link #on} permits, without writing a ruling: for asking millions of cases. */
  boolean permits(AssignmentCase question);
}
