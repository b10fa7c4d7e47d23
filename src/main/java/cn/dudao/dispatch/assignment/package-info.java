/**
 * 签发、委派通知、回执与撤回: from an approved plan to orders, and what becomes of them. Articles 4, 8, 14, 18
 * and 19.
 */
@NamedInterface("assignment")
@NullMarked
package cn.dudao.dispatch.assignment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
