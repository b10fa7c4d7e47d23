/** Files by the digest of their content, in the database, so that every node sees them. */
@NullMarked
package cn.dudao.platform.file;

import org.jspecify.annotations.NullMarked;
