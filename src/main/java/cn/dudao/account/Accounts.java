package cn.dudao.account;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is done to users, guarded and put on record: the system administrator creates and disables
 * them, the security administrator grants roles, each sets their own password by a one-time link.
 * Whoever loses a role or is disabled is signed out at once, everywhere.
 */
@Component
@Transactional
public class Accounts {

  /**
   * A new user with a password that nobody chose.
   *
   * @param userName the sign-in name
   * @param password the generated password, to be shown once
   */
  public record Credentials(String userName, String password) {}

  private static final byte[] OWN_SESSION = Secrets.digest("own session");

  private final UserAccounts users;
  private final UserContacts contacts;
  private final Invitations invitations;
  private final PasswordHashing hashing;
  private final PasswordRules rules;
  private final SignInThrottle throttle;
  private final Sessions sessions;
  private final Ledger ledger;
  private final Clock clock;
  private final JsonMapper json;

  Accounts(
      UserAccounts users,
      UserContacts contacts,
      Invitations invitations,
      PasswordHashing hashing,
      PasswordRules rules,
      SignInThrottle throttle,
      Sessions sessions,
      Ledger ledger,
      Clock clock,
      JsonMapper json) {
    this.users = users;
    this.contacts = contacts;
    this.invitations = invitations;
    this.hashing = hashing;
    this.rules = rules;
    this.throttle = throttle;
    this.sessions = sessions;
    this.ledger = ledger;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Creates a user who can sign in at once, for a sample city: the password is random and known to
   * the caller only.
   *
   * @param roles what the person may be
   * @param supervisorCard 证卡编号 if the person is a supervisor, else null
   * @param institutionCode 单位代码 if the person belongs to an institution, else null
   */
  public Credentials createWithGeneratedPassword(
      String userName,
      String displayName,
      Set<UserRole> roles,
      @Nullable String supervisorCard,
      @Nullable String institutionCode) {
    var user = insert(Actor.SYSTEM, userName, displayName, supervisorCard, institutionCode);
    String password = Secrets.password();
    users.setPassword(user.id(), hashing.hash(password), now());
    roles.forEach(role -> grant(Actor.SYSTEM, user, role, "示例城市"));
    return new Credentials(user.userName(), password);
  }

  /** Whether there is no user yet. */
  @Transactional(readOnly = true)
  public boolean isEmpty() {
    return users.isEmpty();
  }

  /** The key of the user with this sign-in name, if there is one. */
  @Transactional(readOnly = true)
  public java.util.Optional<UUID> find(String userName) {
    return users.byName(userName.toLowerCase(Locale.ROOT)).map(UserAccount::id);
  }

  UserAccount get(UUID id) {
    return users.byId(id).orElseThrow(() -> new NotFoundException("没有这个用户。"));
  }

  /** Creates a user without roles. */
  UserAccount create(
      SignedIn by,
      String userName,
      String displayName,
      @Nullable String supervisorCard,
      @Nullable String institutionCode) {
    return insert(by.actor(), userName, displayName, supervisorCard, institutionCode);
  }

  private UserAccount insert(
      Actor by,
      String userName,
      String displayName,
      @Nullable String supervisorCard,
      @Nullable String institutionCode) {
    String name = userName.strip().toLowerCase(Locale.ROOT);
    if (users.byName(name).isPresent()) {
      throw new RuleOfAccounts("用户名“%s”已经有人使用，请换一个。".formatted(name));
    }
    var user =
        new UserAccount(
            UUID.randomUUID(),
            name,
            displayName.strip(),
            Set.of(),
            null,
            supervisorCard,
            institutionCode,
            now(),
            by.name(),
            null,
            0);
    users.insert(user);
    ledger.record(by, Act.of("account.create", "user", name));
    return user;
  }

  /** Changes name and links. */
  void change(
      SignedIn by,
      UserAccount before,
      String displayName,
      @Nullable String supervisorCard,
      @Nullable String institutionCode,
      int version) {
    var changed =
        new UserAccount(
            before.id(),
            before.userName(),
            displayName.strip(),
            before.roles(),
            null,
            supervisorCard,
            institutionCode,
            before.createdAt(),
            before.createdBy(),
            before.disabledAt(),
            version);
    if (!users.change(changed)) {
      throw new StaleException(
          "用户“%s”已被他人修改。".formatted(before.userName()),
          "/users/" + before.id(),
          List.of(new StaleException.Change("姓名", displayName, get(before.id()).displayName())));
    }
    signOut(before.userName());
    ledger.record(
        by.actor(),
        Act.of("account.change", "user", before.userName())
            .with(json.writeValueAsString(differences(before, changed))));
  }

  /** What of a user was changed: a link decides whose records the user sees. */
  private static List<Map<String, String>> differences(UserAccount before, UserAccount after) {
    List<Map<String, String>> all = new ArrayList<>();
    difference(all, "displayName", before.displayName(), after.displayName());
    difference(all, "supervisorCard", before.supervisorCard(), after.supervisorCard());
    difference(all, "institutionCode", before.institutionCode(), after.institutionCode());
    return all;
  }

  private static void difference(
      List<Map<String, String>> all,
      String field,
      @Nullable String before,
      @Nullable String after) {
    String old = Objects.requireNonNullElse(before, "");
    String now = Objects.requireNonNullElse(after, "");
    if (!old.equals(now)) {
      all.add(Map.of("field", field, "before", old, "after", now));
    }
  }

  @Transactional(readOnly = true)
  Contact contact(UUID id) {
    return contacts.of(id);
  }

  /** Where the user is told things outside the system; what it says is not put on record. */
  void changeContact(SignedIn by, UserAccount user, Contact contact) {
    Contact before = contacts.of(user.id());
    if (before.equals(contact)) {
      return;
    }
    contacts.set(user.id(), contact);
    ledger.record(
        by.actor(),
        Act.of("account.contact", "user", user.userName())
            .with(json.writeValueAsString(Map.of("field", changed(before, contact)))));
  }

  private static String changed(Contact before, Contact after) {
    List<String> fields = new ArrayList<>();
    if (!before.mail().equals(after.mail())) {
      fields.add("邮箱");
    }
    if (!before.phone().equals(after.phone())) {
      fields.add("手机");
    }
    if (before.mailWanted() != after.mailWanted() || before.smsWanted() != after.smsWanted()) {
      fields.add("接收方式");
    }
    return String.join("、", fields);
  }

  /** A one-time link with which the user sets a password; returns its token. */
  String invite(SignedIn by, UserAccount user) {
    if (!user.active()) {
      throw new RuleOfAccounts("用户已停用，请先恢复使用。");
    }
    keepApart(user);
    String token = invitations.create(user.id());
    ledger.record(by.actor(), Act.of("account.invite", "user", user.userName()));
    return token;
  }

  /**
   * Whether a link for this user is shown on the server's console only: a security administrator
   * could not be let in again if it took a second one, who may have forgotten the password too.
   */
  static boolean isForTheConsole(UserAccount user) {
    return user.passwordHash() != null && user.roles().contains(UserRole.SECURITY_ADMIN);
  }

  /**
   * A one-time link for a security administrator. The one who asks must not see it: it is for
   * whoever minds the server, so that here as well it takes two.
   *
   * @return its token, for the console only
   */
  String inviteAtConsole(SignedIn by, UserAccount user) {
    if (!user.active()) {
      throw new RuleOfAccounts("用户已停用，请先恢复使用。");
    }
    if (!isForTheConsole(user)) {
      throw new RuleOfAccounts("只有安全管理员的链接在服务器控制台显示。");
    }
    String token = invitations.create(user.id());
    ledger.record(by.actor(), Act.of("account.invite-at-console", "user", user.userName()));
    return token;
  }

  /**
   * Whoever sends the link could use it: for another administrator's password it takes a second
   * person. Of an audit administrator the role is taken back before and granted again after.
   */
  private static void keepApart(UserAccount user) {
    if (isForTheConsole(user)) {
      throw new RuleOfAccounts("%s是安全管理员，链接只在服务器控制台显示。".formatted(user.displayName()));
    }
    if (user.passwordHash() != null && user.roles().contains(UserRole.AUDIT_ADMIN)) {
      throw new RuleOfAccounts(
          "%s是%s，不能由系统管理员一人重设密码。请先由安全管理员收回这一角色，本人用链接设置密码后再授予。"
              .formatted(user.displayName(), UserRole.AUDIT_ADMIN.label()));
    }
  }

  void grant(SignedIn by, UserAccount user, UserRole role, String reason) {
    if (by.id().equals(user.id())) {
      throw new RuleOfAccounts("不能给自己授予角色，请由另一位安全管理员办理。");
    }
    grant(by.actor(), user, role, reason);
  }

  private void grant(Actor by, UserAccount user, UserRole role, String reason) {
    var held = get(user.id()).roles();
    if (held.contains(role)) {
      return;
    }
    if (role.administrator()) {
      held.stream()
          .filter(UserRole::administrator)
          .findFirst()
          .ifPresent(other -> {
            throw new RuleOfAccounts(
                "系统管理员、安全管理员、审计管理员必须由不同的人担任；%s已是%s。".formatted(user.displayName(), other.label()));
          });
    }
    users.grant(user.id(), List.of(role), now(), by.name());
    signOut(user.userName());
    ledger.record(
        by,
        Act.of("account.grant", "user", user.userName())
            .because(reason)
            .with("{\"role\":\"" + role.name() + "\"}"));
  }

  void revoke(SignedIn by, UserAccount user, UserRole role, String reason) {
    if (by.id().equals(user.id())) {
      throw new RuleOfAccounts("不能收回自己的角色，请由另一位安全管理员办理。");
    }
    if (!get(user.id()).roles().contains(role)) {
      return;
    }
    keepOne(user, role);
    users.revoke(user.id(), List.of(role));
    signOut(user.userName());
    ledger.record(
        by.actor(),
        Act.of("account.revoke", "user", user.userName())
            .because(reason)
            .with("{\"role\":\"" + role.name() + "\"}"));
  }

  /** Without a system or security administrator nobody could ever be let in again. */
  private void keepOne(UserAccount user, UserRole role) {
    boolean needed = role == UserRole.SYSTEM_ADMIN || role == UserRole.SECURITY_ADMIN;
    if (needed) {
      users.lockHolders(role);
    }
    if (needed && user.active() && users.holders(role) <= 1) {
      throw new RuleOfAccounts("%s是唯一在用的%s，请先另设一位。".formatted(user.displayName(), role.label()));
    }
  }

  void disable(SignedIn by, UserAccount user, String reason) {
    if (by.id().equals(user.id())) {
      throw new RuleOfAccounts("不能停用自己，请由另一位系统管理员办理。");
    }
    user.roles().forEach(role -> keepOne(user, role));
    users.disable(user.id(), now(), by.displayName());
    signOut(user.userName());
    ledger.record(by.actor(), Act.of("account.disable", "user", user.userName()).because(reason));
  }

  void enable(SignedIn by, UserAccount user, String reason) {
    users.enable(user.id());
    ledger.record(by.actor(), Act.of("account.enable", "user", user.userName()).because(reason));
  }

  /** Changes one's own password; the other sessions end. */
  void changePassword(SignedIn user, String before, String after, String currentSession) {
    var account = get(user.id());
    // Whoever finds an unattended computer does not get to guess the password on it.
    if (!throttle.count(user.userName(), "", OWN_SESSION).isZero()) {
      throw new RuleOfAccounts("尝试次数较多，请过几分钟再试。");
    }
    if (!hashing.matches(before, account.passwordHash())) {
      throw new RuleOfAccounts("现在的密码不正确。");
    }
    throttle.forgive(user.userName(), "", OWN_SESSION);
    users.setPassword(user.id(), hashing.hash(after), now());
    afterCommit(() -> sessions.endOthers(user.userName(), currentSession));
    ledger.record(user.actor(), Act.of("account.password", "user", user.userName()));
  }

  /** Ends all sessions of this person, on every device. */
  void signOutEverywhere(SignedIn user) {
    signOut(user.userName());
    ledger.record(user.actor(), Act.of("account.sign-out-everywhere", "user", user.userName()));
  }

  /** Sets a password by a one-time link. */
  void setPassword(UserAccount user, String token, String password) {
    String hash = hashing.hash(password);
    if (!user.active() || !invitations.use(token)) {
      throw new RuleOfAccounts("链接已失效，请联系系统管理员重新发放。");
    }
    users.setPassword(user.id(), hash, now());
    signOut(user.userName());
    ledger.record(user.signedIn().actor(), Act.of("account.password", "user", user.userName()));
  }

  /** What is wrong with a new password, in words. */
  java.util.Optional<String> problemOfPassword(String password, String userName) {
    return rules.problemOf(password, userName);
  }

  /**
   * The first start: a system administrator with a password, and a security administrator who gets
   * a link; two persons from the beginning.
   *
   * @return the token of the security administrator's link
   */
  String begin(
      String token,
      String systemName,
      String systemPerson,
      String password,
      String securityName,
      String securityPerson) {
    String hash = hashing.hash(password);
    if (!users.isEmpty() || !invitations.use(token)) {
      throw new RuleOfAccounts("链接已失效。请重新启动系统，控制台会给出新的链接。");
    }
    var system = insert(Actor.SYSTEM, systemName, systemPerson, null, null);
    users.setPassword(system.id(), hash, now());
    grant(Actor.SYSTEM, system, UserRole.SYSTEM_ADMIN, "首次启用");
    var security = insert(Actor.SYSTEM, securityName, securityPerson, null, null);
    grant(Actor.SYSTEM, security, UserRole.SECURITY_ADMIN, "首次启用");
    return invitations.create(security.id());
  }

  /** Once the change is written, so that nobody comes in meanwhile with what they had. */
  private void signOut(String userName) {
    afterCommit(() -> sessions.end(userName));
  }

  private static void afterCommit(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
