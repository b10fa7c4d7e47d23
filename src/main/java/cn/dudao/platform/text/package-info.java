/** How long the free texts of forms, files and database may be. */
@NullMarked
package cn.dudao.platform.text;

import org.jspecify.annotations.NullMarked;
