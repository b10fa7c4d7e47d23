/**
 * The database: an outside PostgreSQL where one is named, else one of our own that lives in the
 * data folder.
 */
@NullMarked
package cn.dudao.platform.database;

import org.jspecify.annotations.NullMarked;
