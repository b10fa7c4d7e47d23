package cn.dudao.platform.web;

import java.util.Set;

/**
 * The signed-in person as far as a page shows them.
 *
 * @param userName the sign-in name
 * @param displayName the name to show
 * @param roles the names of their roles ("BUREAU_OFFICER")
 * @param roleLabel their roles in words ("业务经办人员、负责人")
 */
public record Visitor(String userName, String displayName, Set<String> roles, String roleLabel) {

  public Visitor {
    roles = Set.copyOf(roles);
  }

  public boolean is(String role) {
    return roles.contains(role);
  }
}
