/**
 * The optimiser: reads facts, returns a proposal. Pure and repeatable: no Spring, no SQL, no
 * floating point in the objective.
 */
@NullMarked
package cn.dudao.dispatch.planning;

import org.jspecify.annotations.NullMarked;
