package cn.dudao.platform.web;

/**
 * One choice of a select.
 *
 * @param value what is sent
 * @param label what is shown
 */
public record Choice(String value, String label) {}
