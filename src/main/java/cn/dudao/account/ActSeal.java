package cn.dudao.account;

import java.util.Map;

/**
 * What of the record of acts must not be read yet, not even by the audit administrator: that the
 * act was done, by whom and when stays visible; its reason and details are shown once the time has
 * come. Implemented by rooms below that keep something secret for a time.
 */
public interface ActSeal {

  /**
   * What an act was done on, as the record names it.
   *
   * @param kind the kind of thing ("dispatch-plan")
   * @param id its key
   */
  record Subject(String kind, String id) {}

  /** Everything sealed at this moment, with what is shown instead. */
  Map<Subject, String> notes();
}
