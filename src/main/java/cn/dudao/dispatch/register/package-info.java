/**
 * 台账: what the office keeps of its dispatching, read from the orders, the history and the registers
 * as they stand. Articles 4, 8, 13, 18 and 19.
 */
@NamedInterface("register")
@NullMarked
package cn.dudao.dispatch.register;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
