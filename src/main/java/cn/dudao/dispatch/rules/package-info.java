/**
 * The rules on who may be sent: one small pure class each, named after what it decides. No Spring,
 * no SQL.
 */
@NamedInterface("rules")
@NullMarked
package cn.dudao.dispatch.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
