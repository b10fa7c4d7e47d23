/**
 * What changed in the registers: differences between two states of a row, the append-only history
 * of changes, and the refusal of an edit that rests on an outdated state.
 */
@NullMarked
package cn.dudao.platform.history;

import org.jspecify.annotations.NullMarked;
