package cn.dudao.platform.web;

import java.util.List;

/**
 * The lines under one heading of the menu, as one person sees them.
 *
 * @param label the heading, "" for none
 * @param entries at least one line
 */
public record MenuGroup(String label, List<MenuEntry> entries) {}
