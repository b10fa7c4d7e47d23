package cn.dudao.supervisor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whose ID number is whose, without the numbers themselves: only the digests are compared that the
 * register keeps for that.
 */
public final class KnownIdNumbers {

  private final UnaryOperator<String> digest;
  private final Map<String, String> cardByDigest;
  private final Map<String, String> digestByCard = new HashMap<>();

  KnownIdNumbers(Map<String, String> cardByDigest, UnaryOperator<String> digest) {
    this.cardByDigest = Map.copyOf(cardByDigest);
    this.digest = digest;
    cardByDigest.forEach((each, card) -> digestByCard.put(card, each));
  }

  /** The card under which an ID number is registered; empty if it is under none. */
  public Optional<String> cardOf(String idNumber) {
    return Optional.ofNullable(cardByDigest.get(digest.apply(idNumber)));
  }

  /** Whether a card is registered with another ID number than this one. */
  public boolean isOther(String card, String idNumber) {
    String registered = digestByCard.get(card);
    return registered != null && !registered.equals(digest.apply(idNumber));
  }
}
