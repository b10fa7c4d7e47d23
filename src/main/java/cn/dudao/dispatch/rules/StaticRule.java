package cn.dudao.dispatch.rules;

/**
 * A rule whose answer does not depend on who else is proposed for what: it can be asked once for
 * each supervisor and task, before any planning.
 */
public interface StaticRule extends AssignmentRule {}
