package cn.dudao.platform.web;

/**
 * One step of the way to a page.
 *
 * @param label what it says
 * @param url where it leads, "" for a step without a page
 */
public record Crumb(String label, String url) {}
