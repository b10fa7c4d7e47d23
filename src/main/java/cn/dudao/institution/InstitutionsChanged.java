package cn.dudao.institution;

import java.util.Set;

/**
 * News, in the same transaction: institutions were entered or changed (their names and parents
 * decide on recusal); one for each act or import.
 *
 * @param codes 单位代码 of the institutions, and of those that are or were their parents
 */
public record InstitutionsChanged(Set<String> codes) {

  public InstitutionsChanged {
    codes = Set.copyOf(codes);
  }
}
