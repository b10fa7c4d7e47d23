package cn.dudao.platform.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What is done. Start with {@link #of} and add what is known:
 *
 * <pre>{@code
 * ledger.record(user.actor(), Act.of("institution.change", "institution", code)
 *     .because(form.reason()).under("16").with(changesAsJson));
 * }</pre>
 *
 * @param verb lower case, the room first: {@code institution.change}
 * @param subjectKind what kind of thing it is done to
 * @param subjectId which one
 * @param reason why, in the words of the person who acts
 * @param article of the regulation, {@code 19} or {@code 21.3}
 * @param detailsJson the change, the rulings; must hold no ID number or phone in clear
 */
public record Act(
    String verb,
    String subjectKind,
    String subjectId,
    @Nullable String reason,
    @Nullable String article,
    @Nullable String detailsJson) {

  public static Act of(String verb, String subjectKind, String subjectId) {
    return new Act(verb, subjectKind, subjectId, null, null, null);
  }

  public Act because(@Nullable String itsReason) {
    return new Act(verb, subjectKind, subjectId, itsReason, article, detailsJson);
  }

  public Act under(@Nullable String itsArticle) {
    return new Act(verb, subjectKind, subjectId, reason, itsArticle, detailsJson);
  }

  public Act with(@Nullable String itsDetailsJson) {
    return new Act(verb, subjectKind, subjectId, reason, article, itsDetailsJson);
  }
}
