package cn.dudao.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * What a password must be: long, and not one that others try first. Nothing is asked about kinds of
 * characters, and nothing expires.
 */
@Component
final class PasswordRules {

  static final int SHORTEST = 12;

  private final Set<String> common = new HashSet<>();

  PasswordRules() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new ClassPathResource("account/common-passwords.txt").getInputStream(),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(common::add);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** What is wrong with a new password, in words; empty if nothing is. */
  Optional<String> problemOf(String password, String userName) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return Optional.of("密码至少 %d 个字符。可以用几个不相干的词连起来，便于记忆。".formatted(SHORTEST));
    }
    if (PasswordHashing.tooLong(password)) {
      return Optional.of("密码太长，最多 %d 个字节。".formatted(PasswordHashing.MOST_BYTES));
    }
    String plain = password.toLowerCase(Locale.ROOT);
    if (userName.length() >= 4 && plain.contains(userName)) {
      return Optional.of("密码不能包含用户名。");
    }
    if (plain.codePoints().distinct().count() < 5 || isSequence(plain) || isRepetition(plain)) {
      return Optional.of("这个密码有明显的规律，容易被猜到，请换一个。");
    }
    // "password" stays well known with a year or a row of digits and signs behind or before it.
    String word = plain.replaceAll("^[^a-z]+|[^a-z]+$", "");
    String letters = spelledOut(plain).replaceAll("^[^a-z]+|[^a-z]+$", "");
    if (common.contains(plain) || common.contains(word) || common.contains(letters)) {
      return Optional.of("这个密码很常见，容易被猜到，请换一个。");
    }
    return Optional.empty();
  }

  private static String spelledOut(String text) {
    return text.replace('0', 'o')
        .replace('1', 'l')
        .replace('3', 'e')
        .replace('4', 'a')
        .replace('5', 's')
        .replace('7', 't')
        .replace('@', 'a')
        .replace('$', 's');
  }

  /** 123456789012, abcdefghijkl, and the same falling. */
  private static boolean isSequence(String text) {
    int rising = 0;
    int falling = 0;
    for (int i = 1; i < text.length(); i++) {
      int step = text.charAt(i) - text.charAt(i - 1);
      boolean turn = Character.isDigit(text.charAt(i)) && Math.abs(step) == 9;
      rising += step == 1 || (turn && step < 0) ? 1 : 0;
      falling += step == -1 || (turn && step > 0) ? 1 : 0;
    }
    return Math.max(rising, falling) >= text.length() - 2;
  }

  /** abcabcabcabc: a short piece again and again. */
  private static boolean isRepetition(String text) {
    for (int piece = 1; piece <= text.length() / 3; piece++) {
      String start = text.substring(0, piece);
      if (start.repeat(text.length() / piece + 1).startsWith(text)) {
        return true;
      }
    }
    return false;
  }
}
