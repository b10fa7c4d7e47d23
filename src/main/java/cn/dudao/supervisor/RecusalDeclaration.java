package cn.dudao.supervisor;

import cn.dudao.platform.web.FormErrors;
import cn.dudao.regulation.Article;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * 第十八条: 回避声明, 逐项作答. Each relation as it was shown to the person, and the answer to it; nothing is
 * answered beforehand.
 *
 * @param unit the unit in question, in words
 * @param answers one for each relation, in their order
 */
@Article("18")
public record RecusalDeclaration(String unit, List<Answer> answers) {

  /** The fields of the form begin with this; the name of the relation follows. */
  public static final String FIELD = "answer-";

  /**
   * One relation.
   *
   * @param statement what was said yes or no to, word for word
   * @param applies 有 (true) or 无
   */
  public record Answer(RecusalGround.Relation relation, String statement, boolean applies) {}

  public RecusalDeclaration {
    answers = List.copyOf(answers);
  }

  /**
   * Reads the answers of a form; what is not answered is put down as an error.
   *
   * @param unit the unit in question, in words
   */
  public static RecusalDeclaration read(
      String unit, Map<String, String> fields, FormErrors errors) {
    List<Answer> answers = new ArrayList<>();
    for (RecusalGround.Relation relation : RecusalGround.Relation.values()) {
      String field = FIELD + relation.name();
      String sent = fields.getOrDefault(field, "");
      if (!sent.equals("yes") && !sent.equals("no")) {
        errors.add(field, "请就“%s”选择有或者无".formatted(relation.label()));
      } else {
        answers.add(new Answer(relation, relation.statement(unit), sent.equals("yes")));
      }
    }
    return new RecusalDeclaration(unit, answers);
  }

  /** The relations that apply. */
  public List<RecusalGround.Relation> relations() {
    return answers.stream().filter(Answer::applies).map(Answer::relation).toList();
  }

  /** Whether nothing stands against the person. */
  public boolean clean() {
    return relations().isEmpty();
  }
}
