package cn.dudao.dispatch.planning;

import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.supervisor.QualitySupervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How well each person knows the occupation that a task is about. */
final class OccupationKnowledge {

  /** 熟悉、相近、不熟悉. */
  enum Degree {
    KNOWN,
    NEAR,
    FAR
  }

  private final List<Set<String>> known = new ArrayList<>();
  private final List<Set<String>> fields = new ArrayList<>();

  OccupationKnowledge(List<QualitySupervisor> people) {
    for (QualitySupervisor person : people) {
      Set<String> names = new TreeSet<>();
      Set<String> parts = new TreeSet<>();
      for (String each : person.occupations()) {
        names.add(each.trim());
        parts.add(field(each.trim()));
      }
      parts.remove("");
      known.add(names);
      fields.add(parts);
    }
  }

  Degree of(int person, SupervisionTask task) {
    Set<String> names = known.get(person);
    if (names.contains(task.occupation().trim()) || names.contains(task.occupationCode().trim())) {
      return Degree.KNOWN;
    }
    return fields.get(person).contains(field(task.occupationCode().trim()))
        ? Degree.NEAR
        : Degree.FAR;
  }

  /** The first two parts of a code, "6-31"; "" if it is no code. */
  private static String field(String code) {
    String[] parts = code.split("-");
    return parts.length < 2 ? "" : parts[0] + "-" + parts[1];
  }
}
