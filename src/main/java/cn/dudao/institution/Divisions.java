package cn.dudao.institution;

import cn.dudao.platform.web.Choice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * 行政区划: county-level divisions by code and name. Source: 国家统计局《统计用区划代码》, 30 June 2023 (codes in the
 * manner of GB/T 2260); the file is {@code divisions.csv} beside this class.
 */
public final class Divisions {

  /** The first four digits of the codes of the city itself; its districts win over namesakes. */
  public static final String CITY = "4101";

  private static final Divisions ALL = read();

  private static final List<String> CITY_PREFIXES = List.of("河南省", "河南", "郑州市");

  /** What the office says for the three development zones. */
  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "经开区", "410171",
          "经济技术开发区", "410171",
          "郑州经开区", "410171",
          "高新区", "410172",
          "高新技术产业开发区", "410172",
          "郑州高新区", "410172",
          "航空港区", "410173",
          "航空港经济综合实验区", "410173",
          "郑州航空港区", "410173",
          "郑州航空港", "410173");

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, List<String>> codesByName = new HashMap<>();

  private Divisions() {}

  public static Divisions all() {
    return ALL;
  }

  private static Divisions read() {
    var divisions = new Divisions();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Divisions.class.getResourceAsStream("divisions.csv")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int comma = line.indexOf(',');
        if (comma == 6 && Character.isDigit(line.charAt(0))) {
          divisions.add(line.substring(0, comma), line.substring(comma + 1).strip());
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return divisions;
  }

  private void add(String code, String name) {
    names.put(code, name);
    if (!code.endsWith("00")) {
      codesByName.computeIfAbsent(name, key -> new ArrayList<>()).add(code);
    }
  }

  /** The name of a division, or the code itself if it is not known. */
  public String name(String code) {
    return names.getOrDefault(code, code);
  }

  /** Whether it is the code of a county-level division. */
  public boolean isCounty(String code) {
    return names.containsKey(code) && !code.endsWith("00");
  }

  /** The districts of the city in the order of their codes: code to name. */
  public Map<String, String> ofCity() {
    Map<String, String> result = new LinkedHashMap<>();
    names.forEach((code, name) -> {
      if (code.startsWith(CITY) && !code.endsWith("00")) {
        result.put(code, name);
      }
    });
    return result;
  }

  /** The districts of the city to choose from, and the chosen one if it lies elsewhere. */
  public static List<Choice> choices(String chosen) {
    List<Choice> result = new ArrayList<>();
    ALL.ofCity().forEach((code, name) -> result.add(new Choice(code, name)));
    if (ALL.isCounty(chosen) && result.stream().noneMatch(each -> each.value().equals(chosen))) {
      result.add(new Choice(chosen, ALL.name(chosen)));
    }
    return result;
  }

  /**
   * The code of a county-level division.
   *
   * @param given a six-digit code, a name, or a name with the city or province before it; a
   *     district of the city may go without 区, 县 or 市
   * @return empty if there is none, or if several bear the name and none of them is in the city
   */
  public Optional<String> code(String given) {
    String wanted = Normalizer.normalize(given, Normalizer.Form.NFKC).replaceAll("\\s+", "");
    if (wanted.matches("\\d{6}")) {
      return isCounty(wanted) ? Optional.of(wanted) : Optional.empty();
    }
    Optional<String> found = byName(wanted);
    for (String prefix : CITY_PREFIXES) {
      if (found.isEmpty() && wanted.startsWith(prefix)) {
        wanted = wanted.substring(prefix.length());
        found = byName(wanted);
      }
    }
    return found;
  }

  private Optional<String> byName(String name) {
    String ofZone = SHORT_NAMES.get(name);
    if (ofZone != null) {
      return Optional.of(ofZone);
    }
    List<String> codes = codesByName.getOrDefault(name, List.of());
    Optional<String> inCity = codes.stream().filter(code -> code.startsWith(CITY)).findFirst();
    if (inCity.isPresent()) {
      return inCity;
    }
    if (codes.size() == 1) {
      return Optional.of(codes.getFirst());
    }
    if (codes.isEmpty() && name.length() >= 2) {
      for (String ending : List.of("区", "县", "市", "回族区")) {
        List<String> longer = codesByName.getOrDefault(name + ending, List.of());
        Optional<String> district =
            longer.stream().filter(code -> code.startsWith(CITY)).findFirst();
        if (district.isPresent()) {
          return district;
        }
      }
    }
    return Optional.empty();
  }
}
