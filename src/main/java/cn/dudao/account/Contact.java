package cn.dudao.account;

import cn.dudao.platform.crypto.Masks;
import cn.dudao.platform.web.FormErrors;
import java.util.regex.Pattern;

/**
 * Where a user can be told something outside the system, and whether they want it.
 *
 * @param mail 邮箱, "" for none
 * @param phone 手机, "" for none
 * @param mailWanted whether a message is to come by mail as well
 * @param smsWanted whether a message is to come by SMS as well
 */
public record Contact(String mail, String phone, boolean mailWanted, boolean smsWanted) {

  /** Nothing is known yet; what will be known is used. */
  static final Contact NONE = new Contact("", "", true, true);

  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");
  private static final Pattern PHONE = Pattern.compile("1\\d{10}");
  private static final int LONGEST_MAIL = 200;

  /** The same with addresses that were typed in; one that is masked stays as it is. */
  Contact typed(String typedMail, String typedPhone) {
    return new Contact(
        Masks.isMasked(typedMail) ? mail : typedMail,
        Masks.isMasked(typedPhone) ? phone : typedPhone,
        mailWanted,
        smsWanted);
  }

  /** As others see it. */
  Contact masked() {
    return new Contact(Masks.mail(mail), Masks.phone(phone), mailWanted, smsWanted);
  }

  void check(FormErrors errors) {
    if (!mail.isEmpty() && (mail.length() > LONGEST_MAIL || !MAIL.matcher(mail).matches())) {
      errors.add("mail", "请填写一个邮箱地址，例如 name@example.cn。");
    }
    if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
      errors.add("phone", "请填写 11 位手机号码。");
    }
  }

  /** Without the addresses: they must not reach a log. */
  @Override
  public String toString() {
    return "Contact";
  }
}
