package cn.dudao.support;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Who asks, in page tests: {@code mvc.perform(get("/institutions").with(As.officer()))}; for POST
 * add {@code .with(csrf())} of Spring Security's test support.
 */
public final class As {

  private As() {}

  public static RequestPostProcessor officer() {
    return a(UserRole.BUREAU_OFFICER);
  }

  public static RequestPostProcessor leader() {
    return a(UserRole.BUREAU_LEADER);
  }

  /** Somebody with these roles and no link to a register. */
  public static RequestPostProcessor a(UserRole... roles) {
    return as(user(roles));
  }

  /** A supervisor whose card this is. */
  public static RequestPostProcessor supervisor(String card) {
    var user = user(UserRole.SUPERVISOR);
    return as(
        new SignedIn(user.id(), user.userName(), user.displayName(), user.roles(), card, null));
  }

  /** Somebody of this institution. */
  public static RequestPostProcessor institutionStaff(String code) {
    var user = user(UserRole.INSTITUTION_STAFF);
    return as(
        new SignedIn(user.id(), user.userName(), user.displayName(), user.roles(), null, code));
  }

  /** The person that {@link #a} signs in. */
  public static SignedIn user(UserRole... roles) {
    String name =
        Arrays.stream(roles).map(UserRole::name).sorted().collect(Collectors.joining("."));
    String userName = name.isEmpty() ? "nobody" : name.toLowerCase().replace('_', '-');
    return new SignedIn(
        UUID.nameUUIDFromBytes(userName.getBytes(StandardCharsets.UTF_8)),
        userName,
        "测试" + Arrays.stream(roles).map(UserRole::label).collect(Collectors.joining("、")),
        Set.of(roles),
        null,
        null);
  }

  public static RequestPostProcessor as(SignedIn user) {
    return authentication(UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()));
  }
}
