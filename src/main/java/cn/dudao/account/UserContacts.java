package cn.dudao.account;

import cn.dudao.platform.crypto.FieldCipher;
import cn.dudao.platform.message.Addresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The store of mail addresses and phone numbers, sealed; tells the outbox where people are. */
@Component
class UserContacts implements Addresses {

  private static final int AT_ONCE = 10_000;

  private final JdbcClient jdbc;
  private final FieldCipher cipher;

  UserContacts(JdbcClient jdbc, FieldCipher cipher) {
    this.jdbc = jdbc;
    this.cipher = cipher;
  }

  Contact of(UUID user) {
    return jdbc.sql("select * from account.user_contact where user_id = :id")
        .param("id", user)
        .query(this::contact)
        .optional()
        .orElse(Contact.NONE);
  }

  void set(UUID user, Contact contact) {
    jdbc.sql(
            """
            insert into account.user_contact (user_id, mail, phone, mail_wanted, sms_wanted)
            values (:id, :mail, :phone, :mailWanted, :smsWanted)
            on conflict (user_id) do update
            set mail = excluded.mail, phone = excluded.phone,
                mail_wanted = excluded.mail_wanted, sms_wanted = excluded.sms_wanted
            """)
        .param("id", user)
        .param("mail", seal(contact.mail(), "mail", user), java.sql.Types.VARCHAR)
        .param("phone", seal(contact.phone(), "phone", user), java.sql.Types.VARCHAR)
        .param("mailWanted", contact.mailWanted())
        .param("smsWanted", contact.smsWanted())
        .update();
  }

  /** Of users in use only. */
  @Override
  public Map<UUID, Address> of(Collection<UUID> recipients) {
    Map<UUID, Address> found = new HashMap<>();
    List<UUID> all = new ArrayList<>(recipients);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      UUID[] part = all.subList(from, Math.min(all.size(), from + AT_ONCE)).toArray(UUID[]::new);
      jdbc.sql(
              """
              select c.* from account.user_contact c
              join account.user_account u on u.id = c.user_id
              where c.user_id = any(:ids) and u.disabled_at is null
                and (c.mail_wanted and c.mail is not null or c.sms_wanted and c.phone is not null)
              """)
          .param("ids", part)
          .query(row -> {
            found.put(row.getObject("user_id", UUID.class), address(contact(row, 0)));
          });
    }
    return found;
  }

  private static Address address(Contact contact) {
    return new Address(
        contact.mailWanted() ? emptyToNull(contact.mail()) : null,
        contact.smsWanted() ? emptyToNull(contact.phone()) : null);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private Contact contact(ResultSet row, int number) throws SQLException {
    UUID user = row.getObject("user_id", UUID.class);
    return new Contact(
        open(row.getString("mail"), "mail", user),
        open(row.getString("phone"), "phone", user),
        row.getBoolean("mail_wanted"),
        row.getBoolean("sms_wanted"));
  }

  private @Nullable String seal(String plain, String field, UUID user) {
    return plain.isEmpty() ? null : cipher.seal(plain, context(field, user));
  }

  private String open(@Nullable String sealed, String field, UUID user) {
    return sealed == null ? "" : cipher.open(sealed, context(field, user));
  }

  private static String context(String field, UUID user) {
    return "user." + field + ":" + user;
  }
}
