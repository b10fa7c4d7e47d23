/**
 * Why a plan is as it is: who could take a seat at what cost, who is excluded by which rule, why a
 * seat stays open and what would fill it. Asked of the rules and the cost, not of the optimiser.
 */
@NamedInterface("explanation")
@NullMarked
package cn.dudao.dispatch.explanation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
