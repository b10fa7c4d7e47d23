/**
 * Spreadsheets in and out: .xlsx and .csv as office workers really send them, read row by row;
 * every problem named at its cell. Knows nothing of what the tables mean.
 */
@NullMarked
package cn.dudao.platform.sheet;

import org.jspecify.annotations.NullMarked;
