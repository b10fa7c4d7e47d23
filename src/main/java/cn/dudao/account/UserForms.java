package cn.dudao.account;

import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What forms about users hold, and what is checked in them. */
final class UserForms {

  private UserForms() {}

  /** A new or changed user. */
  record UserForm(
      String userName,
      String displayName,
      String supervisorCard,
      String institutionCode,
      String mail,
      String phone,
      @Nullable Integer version) {

    static final UserForm BLANK = new UserForm("", "", "", "", "", "", 0);

    UserForm {
      userName = FormText.clean(userName);
      displayName = FormText.clean(displayName);
      supervisorCard = FormText.clean(supervisorCard);
      institutionCode = FormText.clean(institutionCode);
      mail = FormText.clean(mail);
      phone = FormText.clean(phone);
    }

    static UserForm of(UserAccount user, Contact contact) {
      Contact shown = contact.masked();
      return new UserForm(
          user.userName(),
          user.displayName(),
          FormText.clean(user.supervisorCard()),
          FormText.clean(user.institutionCode()),
          shown.mail(),
          shown.phone(),
          user.version());
    }

    /** The version that was shown, 0 for a new user. */
    int shownVersion() {
      return version == null ? 0 : version;
    }

    @Nullable String card() {
      return supervisorCard.isEmpty() ? null : supervisorCard;
    }

    @Nullable String institution() {
      return institutionCode.isEmpty() ? null : institutionCode;
    }

    FormErrors check(boolean isNew, Contact before) {
      var errors = new FormErrors();
      if (isNew) {
        checkName(errors, "userName", userName);
      }
      checkPerson(errors, "displayName", displayName);
      errors.within("supervisorCard", supervisorCard, UserAccount.CARD_LIMIT);
      errors.within("institutionCode", institutionCode, UserAccount.INSTITUTION_LIMIT);
      before.typed(mail, phone).check(errors);
      return errors;
    }
  }

  static void checkName(FormErrors errors, String field, String name) {
    if (!errors.required(field, name, "请填写用户名。")
        && !name.toLowerCase(Locale.ROOT).matches("[a-z0-9._-]{2,40}")) {
      errors.add(field, "用户名用 2 至 40 个英文字母、数字、点、横线。");
    }
  }

  static void checkPerson(FormErrors errors, String field, String name) {
    errors.required(field, name, "请填写姓名。");
    errors.within(field, name, UserAccount.DISPLAY_NAME_LIMIT);
  }
}
