/** Days and half-days. */
@NullMarked
package cn.dudao.platform.calendar;

import org.jspecify.annotations.NullMarked;
