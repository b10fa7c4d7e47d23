package cn.dudao.account;

import cn.dudao.platform.web.FormErrors;
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
      @Nullable Integer version) {

    static final UserForm BLANK = new UserForm("", "", "", "", 0);

    UserForm {
      userName = text(userName);
      displayName = text(displayName);
      supervisorCard = text(supervisorCard);
      institutionCode = text(institutionCode);
    }

    static UserForm of(UserAccount user) {
      return new UserForm(
          user.userName(),
          user.displayName(),
          text(user.supervisorCard()),
          text(user.institutionCode()),
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

    FormErrors check(boolean isNew) {
      var errors = new FormErrors();
      if (isNew) {
        checkName(errors, "userName", userName);
      }
      checkPerson(errors, "displayName", displayName);
      if (supervisorCard.length() > 40) {
        errors.add("supervisorCard", "证卡编号最多 40 个字符。");
      }
      if (institutionCode.length() > 40) {
        errors.add("institutionCode", "单位代码最多 40 个字符。");
      }
      return errors;
    }
  }

  private static String text(@Nullable String sent) {
    return sent == null ? "" : sent.strip();
  }

  static void checkName(FormErrors errors, String field, String name) {
    if (!errors.required(field, name, "请填写用户名。")
        && !name.toLowerCase(Locale.ROOT).matches("[a-z0-9._-]{2,40}")) {
      errors.add(field, "用户名用 2 至 40 个英文字母、数字、点、横线。");
    }
  }

  static void checkPerson(FormErrors errors, String field, String name) {
    if (!errors.required(field, name, "请填写姓名。") && name.length() > 60) {
      errors.add(field, "姓名最多 60 个字符。");
    }
  }
}
