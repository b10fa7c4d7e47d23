package cn.dudao.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is to be told: the users in service, by what they are and what they are linked to. */
@Component
public class Recipients {

  private final JdbcClient jdbc;

  Recipients(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The users who are supervisors with these cards.
   *
   * @return by 证卡编号; a supervisor without a user is missing
   */
  public Map<String, List<UUID>> supervisors(Collection<String> cards) {
    return linked("supervisor_card", UserRole.SUPERVISOR, cards);
  }

  /**
   * The users who are staff of these institutions.
   *
   * @return by 单位代码; an institution without a user is missing
   */
  public Map<String, List<UUID>> institutions(Collection<String> codes) {
    return linked("institution_code", UserRole.INSTITUTION_STAFF, codes);
  }

  /** All users with a role. */
  public List<UUID> withRole(UserRole role) {
    return jdbc.sql(
            """
            select u.id from account.user_account u
            join account.user_role r on r.user_id = u.id and r.role = :role
            where u.disabled_at is null order by u.id
            """)
        .param("role", role.name())
        .query(UUID.class)
        .list();
  }

  private Map<String, List<UUID>> linked(String column, UserRole role, Collection<String> keys) {
    Map<String, List<UUID>> result = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      return result;
    }
    jdbc.sql(
            """
            select u.%1$s as key, u.id from account.user_account u
            join account.user_role r on r.user_id = u.id and r.role = :role
            where u.disabled_at is null and u.%1$s = any(:keys) order by u.id
            """
                .formatted(column))
        .param("role", role.name())
        .param("keys", keys.stream().distinct().toArray(String[]::new))
        .query(row -> {
          result
              .computeIfAbsent(row.getString("key"), key -> new ArrayList<>())
              .add(row.getObject("id", UUID.class));
        });
    return result;
  }
}
