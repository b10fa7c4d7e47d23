package cn.dudao.account;

import cn.dudao.platform.ledger.Actor;
import java.io.Serializable;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * The person who is signed in, as controllers receive them. A change of roles or links ends the
 * sessions of the person, so that this is never out of date.
 *
 * @param id the key of the user
 * @param userName the sign-in name
 * @param displayName 姓名
 * @param roles what they may be
 * @param supervisorCard 证卡编号 if the user is a supervisor, else null
 * @param institutionCode 单位代码 if the user belongs to an institution, else null
 */
public record SignedIn(
    UUID id,
    String userName,
    String displayName,
    Set<UserRole> roles,
    @Nullable String supervisorCard,
    @Nullable String institutionCode)
    implements AuthenticatedPrincipal, Serializable {

  public SignedIn {
    roles = Set.copyOf(roles);
  }

  @Override
  public String getName() {
    return userName;
  }

  /** Whether the person has one of these roles. */
  public boolean is(UserRole... any) {
    for (UserRole each : any) {
      if (roles.contains(each)) {
        return true;
      }
    }
    return false;
  }

  /** The person as the record of acts names them. */
  public Actor actor() {
    return new Actor(id.toString(), displayName);
  }

  /** The roles in words. */
  public String roleLabel() {
    return roles.isEmpty()
        ? "尚未授予角色"
        : roles.stream().sorted().map(UserRole::label).collect(Collectors.joining("、"));
  }
}
