package cn.dudao.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import cn.dudao.support.As;
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@ExtendWith(OutputCaptureExtension.class)
class AccountsTest {

  private static final SignedIn SYSTEM = As.user(UserRole.SYSTEM_ADMIN);
  private static final SignedIn SECURITY = As.user(UserRole.SECURITY_ADMIN);
  private static final String GOOD = "three unrelated words";

  @Autowired Accounts accounts;
  @Autowired UserAccounts users;
  @Autowired Invitations invitations;
  @Autowired SignInDesk desk;
  @Autowired RecordOfActs ledger;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;
  @Autowired MockMvc mvc;

  @AfterEach
  void trueTime() {
    clock.release();
  }

  private UserAccount someone() {
    String name = "u" + UUID.randomUUID().toString().substring(0, 8);
    return accounts.create(SYSTEM, name, "王工作", null, null);
  }

  @Test
  void theRecordSaysWhichLinksOfAUserWereChanged() {
    var user = someone();

    accounts.change(SYSTEM, user, "王工作", "REV0001", null, user.version());

    var act = ledger.about("user", user.userName()).getFirst().act();
    assertThat(act.verb()).isEqualTo("account.change");
    assertThat(act.detailsJson())
        .contains("supervisorCard", "REV0001")
        .doesNotContain("displayName", "institutionCode");
  }

  @Test
  void aNewUserSetsThePasswordByALinkThatWorksOnce() {
    var user = someone();
    String token = accounts.invite(SYSTEM, user);

    accounts.setPassword(user, token, GOOD);

    assertThat(desk.attempt(user.userName(), GOOD, "10.0.0.1", ""))
        .isInstanceOf(SignInDesk.Outcome.Welcome.class);
    assertThatThrownBy(() -> accounts.setPassword(user, token, GOOD + "!"))
        .isInstanceOf(RuleOfAccounts.class);
  }

  @Test
  void nobodyResetsThePasswordOfAnotherAdministratorAlone() {
    var user = someone();
    accounts.setPassword(user, accounts.invite(SYSTEM, user), GOOD);
    accounts.grant(SECURITY, user, UserRole.AUDIT_ADMIN, "三员");

    assertThatThrownBy(() -> accounts.invite(SYSTEM, accounts.get(user.id())))
        .isInstanceOf(RuleOfAccounts.class)
        .hasMessageContaining("先由安全管理员收回");

    accounts.revoke(SECURITY, accounts.get(user.id()), UserRole.AUDIT_ADMIN, "忘记密码");
    assertThat(accounts.invite(SYSTEM, accounts.get(user.id()))).isNotBlank();
  }

  @Test
  void theLinkOfASecurityAdministratorIsForTheConsole() {
    var user = someone();
    accounts.setPassword(user, accounts.invite(SYSTEM, user), GOOD);
    assertThatThrownBy(() -> accounts.inviteAtConsole(SYSTEM, accounts.get(user.id())))
        .isInstanceOf(RuleOfAccounts.class);
    accounts.grant(SECURITY, user, UserRole.SECURITY_ADMIN, "三员");
    var administrator = accounts.get(user.id());

    assertThatThrownBy(() -> accounts.invite(SYSTEM, administrator))
        .isInstanceOf(RuleOfAccounts.class)
        .hasMessageContaining("只在服务器控制台显示");

    String token = accounts.inviteAtConsole(SYSTEM, administrator);
    accounts.setPassword(administrator, token, GOOD + " again");
    assertThat(desk.attempt(user.userName(), GOOD + " again", "10.0.0.33", ""))
        .isInstanceOf(SignInDesk.Outcome.Welcome.class);
  }

  @Test
  void whoAsksForItDoesNotSeeTheLinkOfASecurityAdministrator(CapturedOutput console)
      throws Exception {
    var user = someone();
    accounts.setPassword(user, accounts.invite(SYSTEM, user), GOOD);
    accounts.grant(SECURITY, user, UserRole.SECURITY_ADMIN, "三员");

    var answer =
        mvc.perform(
                post("/users/" + user.id() + "/invitations")
                    .with(As.a(UserRole.SYSTEM_ADMIN))
                    .with(csrf()))
            .andExpect(redirectedUrl("/users/" + user.id()))
            .andExpect(flash().attributeCount(1))
            .andReturn();

    assertThat(answer.getFlashMap().values())
        .noneSatisfy(each -> assertThat(each.toString()).contains("set-password"));
    assertThat(console.getOut()).contains(user.userName(), "不要交给系统管理员", "/set-password?key=");
  }

  @Test
  void aLinkEndsAfterADay() {
    var user = someone();
    clock.setTo(Instant.parse("2026-11-23T01:00:00Z"));
    String token = accounts.invite(SYSTEM, user);

    clock.setTo(Instant.parse("2026-11-24T01:00:00Z"));

    assertThat(invitations.open(token)).isEmpty();
  }

  @Test
  void nobodyHoldsTwoOfTheThreeAdministrators() {
    var user = someone();
    accounts.grant(SECURITY, user, UserRole.AUDIT_ADMIN, "三员");

    assertThatThrownBy(() -> accounts.grant(SECURITY, user, UserRole.SYSTEM_ADMIN, "三员"))
        .isInstanceOf(RuleOfAccounts.class)
        .hasMessageContaining("必须由不同的人担任");
  }

  @Test
  void theDatabaseRefusesTwoOfTheThreeToo() {
    var user = someone();
    accounts.grant(SECURITY, user, UserRole.AUDIT_ADMIN, "三员");

    assertThatThrownBy(() ->
            jdbc.sql(
                    """
                    insert into account.user_role values (:id, 'SECURITY_ADMIN', now(), 'x')
                    """)
                .param("id", user.id())
                .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void nobodyGrantsToThemselves() {
    var user = accounts.get(someone().id());
    accounts.grant(SECURITY, user, UserRole.SECURITY_ADMIN, "三员");
    var self = accounts.get(user.id()).signedIn();

    assertThatThrownBy(() -> accounts.grant(self, user, UserRole.BUREAU_LEADER, "自己"))
        .isInstanceOf(RuleOfAccounts.class);
  }

  @Test
  void aDisabledUserIsNotLetInAndIsNotToldWhy() {
    var credentials =
        accounts.createWithGeneratedPassword(
            "v" + UUID.randomUUID().toString().substring(0, 8), "李停用", Set.of(), null, null);
    var user = users.byName(credentials.userName()).orElseThrow();
    accounts.disable(SYSTEM, user, "离职");

    assertThat(desk.attempt(user.userName(), credentials.password(), "10.0.0.2", ""))
        .isEqualTo(new SignInDesk.Outcome.Unknown());
  }

  @Test
  void everyActIsOnRecord() {
    var user = someone();
    accounts.grant(SECURITY, user, UserRole.BUREAU_OFFICER, "岗位调整");

    assertThat(ledger.about("user", user.userName()))
        .extracting(entry -> entry.act().verb())
        .containsExactly("account.grant", "account.create");
  }

  @Test
  void theOldPasswordCannotBeGuessedInAnOpenSession() {
    var credentials =
        accounts.createWithGeneratedPassword(
            "p" + UUID.randomUUID().toString().substring(0, 8), "吴离座", Set.of(), null, null);
    var user = users.byName(credentials.userName()).orElseThrow().signedIn();
    clock.setTo(Instant.parse("2026-11-23T01:00:00Z"));
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> accounts.changePassword(user, "a guess", GOOD, "session"))
          .hasMessageContaining("不正确");
    }
    assertThatThrownBy(() -> accounts.changePassword(user, credentials.password(), GOOD, "session"))
        .hasMessageContaining("尝试次数较多");

    clock.setTo(Instant.parse("2026-11-23T02:30:00Z"));
    accounts.changePassword(user, credentials.password(), GOOD, "session");
    assertThat(desk.attempt(user.userName(), GOOD, "10.0.0.3", ""))
        .isInstanceOf(SignInDesk.Outcome.Welcome.class);
  }

  @Test
  void aGeneratedPasswordKeepsTheRules() {
    assertThat(accounts.problemOfPassword(Secrets.password(), "anyone")).isEmpty();
    assertThat(Secrets.password()).isNotEqualTo(Secrets.password());
  }

  @Test
  void theLastSecurityAdministratorStays() {
    jdbc.sql("delete from account.user_role where role = 'SECURITY_ADMIN'").update();
    var user = someone();
    accounts.grant(SECURITY, user, UserRole.SECURITY_ADMIN, "三员");

    assertThatThrownBy(
            () -> accounts.revoke(SECURITY, accounts.get(user.id()), UserRole.SECURITY_ADMIN, "收回"))
        .isInstanceOf(RuleOfAccounts.class);
    assertThatThrownBy(() -> accounts.disable(SYSTEM, accounts.get(user.id()), "停用"))
        .isInstanceOf(RuleOfAccounts.class);
    assertThat(Duration.ofHours(24)).isEqualTo(Invitations.VALID);
  }
}
