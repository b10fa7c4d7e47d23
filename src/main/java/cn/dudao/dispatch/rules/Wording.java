package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.institution.Institution;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How facts are put into words. */
final class Wording {

  private Wording() {}

  static String period(@Nullable LocalDate from, @Nullable LocalDate to) {
    if (from == null && to == null) {
      return "长期";
    }
    return "%s 至 %s".formatted(from == null ? "此前" : from, to == null ? "解除时" : to);
  }

  /** Name and code; the code alone if the register does not know it. */
  static String institution(DispatchFacts facts, String code) {
    Institution known = facts.institutions().get(code);
    return known == null ? code : "%s（%s）".formatted(known.name(), code);
  }
}
