package cn.dudao.appraisal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * 职业分类: codes and names of 《中华人民共和国职业分类大典（2022年版）》, and how near two occupations are. Occupations
 * are written by name or by code.
 */
public final class Occupations {

  private static final String RESOURCE = "occupations.csv";
  private static final Occupations OF_2022 = read();

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, List<String>> codes = new HashMap<>();

  private Occupations() {}

  public static Occupations of2022() {
    return OF_2022;
  }

  private static Occupations read() {
    Occupations result = new Occupations();
    InputStream resource = Occupations.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new IllegalStateException("missing " + RESOURCE);
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(each -> !each.startsWith("#") && !each.startsWith("code,"))
          .forEach(result::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  private void add(String line) {
    int comma = line.indexOf(',');
    String code = line.substring(0, comma).strip();
    String name = line.substring(comma + 1).strip();
    names.put(code, name);
    codes.computeIfAbsent(name, key -> new ArrayList<>()).add(code);
  }

  public Optional<String> nameOf(String code) {
    return Optional.ofNullable(names.get(code.strip()));
  }

  /** The codes that a name stands for, mostly one; what looks like a code stands for itself. */
  public List<String> codesOf(String nameOrCode) {
    String given = nameOrCode.strip();
    if (looksLikeCode(given)) {
      return List.of(given);
    }
    return List.copyOf(codes.getOrDefault(given, List.of()));
  }

  private static boolean looksLikeCode(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(each -> each == '-' || (each >= '0' && each <= '9'));
  }

  /** By code, in the order of the classification. */
  public Map<String, String> all() {
    return Collections.unmodifiableMap(names);
  }

  /** How near a person's occupations come to one that is wanted. */
  public enum Nearness {
    /** The person knows the occupation. */
    SAME,
    /** The person knows one whose code agrees in the first two parts ({@code 6-31}). */
    NEAR,
    FAR
  }

  /**
   * @param known names or codes of what a person knows
   * @param wantedName name of the occupation wanted
   * @param wantedCode its code, "" to take it from the name
   */
  public Nearness nearness(List<String> known, String wantedName, String wantedCode) {
    Set<String> wanted = new HashSet<>(codesOf(wantedCode.isBlank() ? wantedName : wantedCode));
    boolean near = false;
    for (String each : known) {
      String given = each.strip();
      List<String> mine = codesOf(given);
      if (given.equals(wantedName.strip()) || mine.stream().anyMatch(wanted::contains)) {
        return Nearness.SAME;
      }
      near =
          near || mine.stream().anyMatch(one -> wanted.stream().anyMatch(two -> agree(one, two)));
    }
    return near ? Nearness.NEAR : Nearness.FAR;
  }

  private static boolean agree(String one, String two) {
    String[] a = one.split("-");
    String[] b = two.split("-");
    return a.length >= 2 && b.length >= 2 && a[0].equals(b[0]) && a[1].equals(b[1]);
  }
}
