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

  /** The district of a registered institution; empty if the code is not in the register. */
  Optional<String> districtOf(String institution);
}
