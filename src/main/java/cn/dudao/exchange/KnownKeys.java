package cn.dudao.exchange;

import java.util.Optional;

/** What the registers already hold: a file may refer to it without bringing it along. */
public interface KnownKeys {

  /** Nothing is known but what the files say. */
  KnownKeys NONE =
      new KnownKeys() {
        @Override
        public boolean hasCard(String card) {
          return false;
        }

        @Override
        public Optional<String> districtOf(String institution) {
          return Optional.empty();
        }
      };

  /** Whether a supervisor with this card is in the register. */
  boolean hasCard(String card);

  /** The card under which an ID number is registered; empty if it is under none. */
  default Optional<String> cardOfIdNumber(String idNumber) {
    return Optional.empty();
  }

  /** Whether a card is registered with another ID number than this one. */
  default boolean hasOtherIdNumber(String card, String idNumber) {
    return false;
  }

  /** The district of a registered institution; empty if the code is not in the register. */
  Optional<String> districtOf(String institution);
}
