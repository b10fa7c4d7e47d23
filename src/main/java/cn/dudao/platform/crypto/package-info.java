/** What must not lie in the database in clear: sealed with a key that is kept outside of it. */
@NullMarked
package cn.dudao.platform.crypto;

import org.jspecify.annotations.NullMarked;
