/**
 * The independent checker: approves every plan, automatic or manual, and computes its cost anew. It
 * shares no code with the optimiser; the rule classes are its source.
 */
@NamedInterface("check")
@NullMarked
package cn.dudao.dispatch.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
