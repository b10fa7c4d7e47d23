/** What is not kept for ever: each room says how its own rows go once they have had their time. */
@NullMarked
package cn.dudao.platform.retention;

import org.jspecify.annotations.NullMarked;
