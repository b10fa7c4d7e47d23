package cn.dudao.platform.web;

import java.util.Set;

/**
 * One line of the left menu; each room declares its own as beans.
 *
 * @param group the heading that it stands under ("督导委派"), "" for a line without heading
 * @param label what it says ("委派方案")
 * @param url where it leads ("/dispatch/plans"); pages below it mark it as current
 * @param order its place among the lines of the group, smaller first
 * @param roles the names of the roles that see it; empty for every signed-in person
 */
public record MenuEntry(String group, String label, String url, int order, Set<String> roles) {

  public MenuEntry {
    roles = Set.copyOf(roles);
  }

  boolean isFor(Visitor visitor) {
    return roles.isEmpty() || roles.stream().anyMatch(visitor::is);
  }
}
