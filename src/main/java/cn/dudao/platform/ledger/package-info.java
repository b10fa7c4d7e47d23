/**
 * The record of acts: who did what to what, when, why, and under which article. Written in the same
 * transaction as the act, and never changed.
 */
@NullMarked
package cn.dudao.platform.ledger;

import org.jspecify.annotations.NullMarked;
