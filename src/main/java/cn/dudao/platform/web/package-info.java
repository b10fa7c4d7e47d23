/**
 * Pages: the view resolver, what every page knows of its request, and the machinery of lists and
 * forms. How to write a page:
 *
 * <ol>
 *   <li>The controller method carries {@code @Allowed}, reads a {@link cn.dudao.platform.web.ListQuery}
 *       or a form record, and returns a view name ({@code "institution/list"}); after a POST it
 *       leaves a {@link cn.dudao.platform.web.Notice} and returns {@code "redirect:/…"}.
 *   <li>The template {@code templates/institution/list.jte} begins with {@code @param
 *       cn.dudao.platform.web.Frame frame} (always supplied) and wraps its content in {@code
 *       @template.layout.page}.
 *   <li>Parts are in {@code templates/layout}: csrf, field, select, textarea, checkbox, errors,
 *       filters, column, paging, why, label, empty, tabs, confirm.
 *   <li>The room declares its {@link cn.dudao.platform.web.MenuEntry} beans.
 * </ol>
 */
@NullMarked
package cn.dudao.platform.web;

import org.jspecify.annotations.NullMarked;
