package cn.dudao.account;

import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The store of users. Its verbs are in {@link Accounts}, which also guards and records them. */
@Component
class UserAccounts {

  private static final String COLUMNS =
      """
      u.id, u.user_name, u.display_name, u.password_hash, u.supervisor_card, u.institution_code,
      u.created_at, u.created_by, u.disabled_at, u.version,
      (select array_agg(r.role) from account.user_role r where r.user_id = u.id) as roles
      """;

  private static final ListSql LIST =
      ListSql.of(COLUMNS, "account.user_account u", "u.id", "uuid")
          .sortable("name", "u.user_name", "text")
          .sortable("person", "u.display_name", "text")
          .sortableFalling("created", "u.created_at", "timestamptz");

  private final JdbcClient jdbc;

  UserAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<UserAccount> byName(String userName) {
    return jdbc.sql("select " + COLUMNS + " from account.user_account u where user_name = :name")
        .param("name", userName)
        .query(UserAccounts::user)
        .optional();
  }

  Optional<UserAccount> byId(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from account.user_account u where id = :id")
        .param("id", id)
        .query(UserAccounts::user)
        .optional();
  }

  boolean isEmpty() {
    return !jdbc.sql("select exists (select 1 from account.user_account)")
        .query(Boolean.class)
        .single();
  }

  /** Filters: q (name), role, state (active, waiting, disabled). */
  Page<UserAccount> list(ListQuery query) {
    return LIST.page(jdbc, query, conditions(query), UserAccounts::user);
  }

  private static Conditions conditions(ListQuery query) {
    var conditions = new Conditions().contains(query.filter("q"), "u.user_name", "u.display_name");
    if (query.has("role")) {
      conditions.and(
          "exists (select 1 from account.user_role r where r.user_id = u.id and r.role = :role)",
          "role",
          query.filter("role"));
    }
    return switch (query.filter("state")) {
      case "active" -> conditions.and("u.disabled_at is null and u.password_hash is not null");
      case "waiting" -> conditions.and("u.disabled_at is null and u.password_hash is null");
      case "disabled" -> conditions.and("u.disabled_at is not null");
      default -> conditions;
    };
  }

  void insert(UserAccount user) {
    jdbc.sql(
            """
            insert into account.user_account
              (id, user_name, display_name, supervisor_card, institution_code, created_at, created_by)
            values (:id, :name, :display, :card, :institution, :at, :by)
            """)
        .param("id", user.id())
        .param("name", user.userName())
        .param("display", user.displayName())
        .param("card", user.supervisorCard())
        .param("institution", user.institutionCode())
        .param("at", user.createdAt())
        .param("by", user.createdBy())
        .update();
  }

  void setPassword(UUID id, String hash, OffsetDateTime at) {
    jdbc.sql(
            """
            update account.user_account
            set password_hash = :hash, password_set_at = :at, version = version + 1
            where id = :id
            """)
        .param("hash", hash)
        .param("at", at)
        .param("id", id)
        .update();
  }

  void grant(UUID id, Collection<UserRole> roles, OffsetDateTime at, String by) {
    for (UserRole role : roles) {
      jdbc.sql(
              """
              insert into account.user_role (user_id, role, granted_at, granted_by)
              values (:id, :role, :at, :by)
              """)
          .param("id", id)
          .param("role", role.name())
          .param("at", at)
          .param("by", by)
          .update();
    }
  }

  void revoke(UUID id, Collection<UserRole> roles) {
    for (UserRole role : roles) {
      jdbc.sql("delete from account.user_role where user_id = :id and role = :role")
          .param("id", id)
          .param("role", role.name())
          .update();
    }
  }

  /** Makes other transactions that count or take back a role wait for this one. */
  void lockHolders(UserRole role) {
    jdbc.sql("select user_id from account.user_role where role = :role order by user_id for update")
        .param("role", role.name())
        .query(UUID.class)
        .list();
  }

  /** How many users in use hold a role. */
  int holders(UserRole role) {
    return jdbc.sql(
            """
            select count(*) from account.user_role r
            join account.user_account u on u.id = r.user_id
            where r.role = :role and u.disabled_at is null
            """)
        .param("role", role.name())
        .query(Integer.class)
        .single();
  }

  /** Changes name and links; false if somebody else changed the user since that version. */
  boolean change(UserAccount changed) {
    return jdbc.sql(
                """
                update account.user_account
                set display_name = :display, supervisor_card = :card,
                    institution_code = :institution, version = version + 1
                where id = :id and version = :version
                """)
            .param("display", changed.displayName())
            .param("card", changed.supervisorCard())
            .param("institution", changed.institutionCode())
            .param("id", changed.id())
            .param("version", changed.version())
            .update()
        == 1;
  }

  void disable(UUID id, OffsetDateTime at, String by) {
    jdbc.sql(
            """
            update account.user_account
            set disabled_at = :at, disabled_by = :by, version = version + 1
            where id = :id and disabled_at is null
            """)
        .param("at", at)
        .param("by", by)
        .param("id", id)
        .update();
  }

  void enable(UUID id) {
    jdbc.sql(
            """
            update account.user_account
            set disabled_at = null, disabled_by = null, version = version + 1
            where id = :id
            """)
        .param("id", id)
        .update();
  }

  private static UserAccount user(ResultSet row, int number) throws SQLException {
    return new UserAccount(
        row.getObject("id", UUID.class),
        row.getString("user_name"),
        row.getString("display_name"),
        roles(row.getArray("roles")),
        row.getString("password_hash"),
        row.getString("supervisor_card"),
        row.getString("institution_code"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getString("created_by"),
        row.getObject("disabled_at", OffsetDateTime.class),
        row.getInt("version"));
  }

  private static Set<UserRole> roles(@org.jspecify.annotations.Nullable Array names)
      throws SQLException {
    var roles = EnumSet.noneOf(UserRole.class);
    if (names != null) {
      Arrays.stream((String[]) names.getArray()).map(UserRole::valueOf).forEach(roles::add);
    }
    return roles;
  }
}
