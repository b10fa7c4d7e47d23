/**
 * Work that takes longer than a page: runs in the background, on whichever node is free, shows its
 * progress, can be cancelled and survives a restart.
 */
@NullMarked
package cn.dudao.platform.job;

import org.jspecify.annotations.NullMarked;
