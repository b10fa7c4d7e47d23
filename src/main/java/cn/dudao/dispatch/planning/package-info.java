/**
 * The optimiser: reads facts, returns a proposal. Pure and repeatable: no Spring, no SQL, no
 * floating point in the objective.
 */
@NamedInterface("planning")
@NullMarked
package cn.dudao.dispatch.planning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
