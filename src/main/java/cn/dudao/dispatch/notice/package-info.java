/**
 * 委派通知书与督导通知: what supervisors, institutions and the duty officers are told of orders, and from
 * when. Articles 8, 13, 16 and 18.
 */
@NullMarked
package cn.dudao.dispatch.notice;

import org.jspecify.annotations.NullMarked;
