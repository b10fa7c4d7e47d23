package cn.dudao.account;

import cn.dudao.platform.text.TextLimit;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 用户.
 *
 * @param id the key
 * @param userName the sign-in name, in lower case
 * @param displayName 姓名
 * @param roles what the person may be
 * @param passwordHash null until a password was set
 * @param supervisorCard 证卡编号 if the user is a supervisor
 * @param institutionCode 单位代码 if the user belongs to an institution
 * @param createdAt when it was created
 * @param createdBy who created it
 * @param disabledAt when it was disabled, null while it is in use
 * @param version counts the changes
 */
public record UserAccount(
    UUID id,
    String userName,
    String displayName,
    Set<UserRole> roles,
    @Nullable String passwordHash,
    @Nullable String supervisorCard,
    @Nullable String institutionCode,
    OffsetDateTime createdAt,
    String createdBy,
    @Nullable OffsetDateTime disabledAt,
    int version) {

  public static final TextLimit DISPLAY_NAME_LIMIT = new TextLimit("姓名", 60);
  public static final TextLimit CARD_LIMIT = new TextLimit("证卡编号", 40);
  public static final TextLimit INSTITUTION_LIMIT = new TextLimit("单位代码", 40);

  public UserAccount {
    roles = Set.copyOf(roles);
  }

  public boolean active() {
    return disabledAt == null;
  }

  SignedIn signedIn() {
    return new SignedIn(id, userName, displayName, roles, supervisorCard, institutionCode);
  }

  /** The state in words. */
  public String stateLabel() {
    if (!active()) {
      return "已停用";
    }
    return passwordHash == null ? "待设置密码" : "使用中";
  }

  /** The tone of the state's label. */
  public String stateTone() {
    if (!active()) {
      return "plain";
    }
    return passwordHash == null ? "soon" : "done";
  }

  public String roleLabels() {
    return roles.isEmpty()
        ? "—"
        : roles.stream().sorted().map(UserRole::label).collect(Collectors.joining("、"));
  }

  /** Without the hash: it must not reach a log. */
  @Override
  public String toString() {
    return "UserAccount[" + userName + "]";
  }
}
