package cn.dudao.supervisor;

import cn.dudao.institution.Institutions;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the form 年度回避声明 sends: for each relation the answer, and if it applies the units and a note.
 *
 * @param fields by name: {@code answer-RELATIVE}, {@code units-RELATIVE}, {@code note-RELATIVE}, …
 */
record AnnualDeclarationForm(Map<String, String> fields) {

  private static final String ANY = "鉴定机构";

  AnnualDeclarationForm {
    Map<String, String> clean = new LinkedHashMap<>();
    fields.forEach((name, value) -> clean.put(name, FormText.clean(value)));
    fields = Map.copyOf(clean);
  }

  private static String units(RecusalGround.Relation relation) {
    return "units-" + relation.name();
  }

  private static String note(RecusalGround.Relation relation) {
    return "note-" + relation.name();
  }

  RecusalDeclaration declaration(FormErrors errors) {
    return RecusalDeclaration.read(ANY, fields, errors);
  }

  /** The grounds that were declared, from a day on until they are lifted. */
  List<RecusalGround> grounds(
      String card,
      RecusalDeclaration declaration,
      LocalDate today,
      Institutions institutions,
      FormErrors errors) {
    List<RecusalGround> result = new ArrayList<>();
    for (RecusalGround.Relation relation : declaration.relations()) {
      String note = fields.getOrDefault(note(relation), "");
      errors.within(note(relation), note, RecusalGround.NOTE_LIMIT);
      Set<String> codes =
          new LinkedHashSet<>(FormText.items(fields.getOrDefault(units(relation), "")));
      if (codes.isEmpty()) {
        errors.add(units(relation), "请填写与哪些单位有“%s”关系".formatted(relation.label()));
      }
      var known = institutions.names(codes);
      for (String code : codes) {
        if (!known.containsKey(code)) {
          errors.add(units(relation), "没有代码为 %s 的单位".formatted(code));
        }
        result.add(new RecusalGround(card, code, relation, today, null, note));
      }
    }
    return result;
  }
}
