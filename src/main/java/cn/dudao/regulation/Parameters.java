package cn.dudao.regulation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 某日有效的参数: the values in force on one day; what is not set has its standard value. */
public final class Parameters {

  public static final Parameters STANDARD = new Parameters(Map.of());

  private final EnumMap<Parameter, String> values = new EnumMap<>(Parameter.class);

  public Parameters(Map<Parameter, String> chosen) {
    for (Parameter each : Parameter.values()) {
      values.put(each, chosen.getOrDefault(each, each.standard()));
    }
  }

  public String text(Parameter parameter) {
    return values.getOrDefault(parameter, parameter.standard());
  }

  public int number(Parameter parameter) {
    return Integer.parseInt(text(parameter));
  }

  public List<String> list(Parameter parameter) {
    return List.of(text(parameter).split(","));
  }

  /** The values that plans are made with by their file names, in the order of {@link Parameter}. */
  public Map<String, String> byKey() {
    Map<String, String> result = new LinkedHashMap<>();
    values.forEach((parameter, value) -> {
      if (parameter.concernsPlans()) {
        result.put(parameter.key(), value);
      }
    });
    return result;
  }
}
