package cn.dudao.dispatch.assignment;

import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import cn.dudao.supervisor.RecusalGround;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the form 申请回避 sends.
 *
 * @param key of the form, and of the request that it makes
 * @param assignment the order in question, as an institution chooses it; "" from an officer
 * @param task 任务号, "" if it is not about one
 * @param kind who asks, as an officer enters it
 */
public record RecusalRequestForm(
    String key,
    String assignment,
    String card,
    String institution,
    String task,
    String kind,
    String applicant,
    String relation,
    String facts,
    String evidence) {

  public RecusalRequestForm {
    key = FormText.clean(key);
    assignment = FormText.clean(assignment);
    card = FormText.clean(card);
    institution = FormText.clean(institution);
    task = FormText.clean(task);
    kind = FormText.clean(kind);
    applicant = FormText.clean(applicant);
    relation = FormText.clean(relation);
    facts = FormText.clean(facts);
    evidence = FormText.clean(evidence);
  }

  static RecusalRequestForm blank(String assignment, String card, String institution) {
    return new RecusalRequestForm(
        UUID.randomUUID().toString(), assignment, card, institution, "", "", "", "", "", "");
  }

  /** Its key; null if somebody changed the form by hand. */
  @Nullable UUID id() {
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  void check(FormErrors errors) {
    if (Arrays.stream(RecusalGround.Relation.values())
        .noneMatch(each -> each.name().equals(relation))) {
      errors.add("relation", "请选择是哪一种关系");
    }
    errors.required("facts", facts, "请写明事实");
    errors.within("facts", facts, RecusalRequest.FACTS_LIMIT);
    errors.within("evidence", evidence, RecusalRequest.EVIDENCE_LIMIT);
  }

  void checkApplicant(FormErrors errors) {
    if (Arrays.stream(RecusalRequest.Applicant.values())
        .noneMatch(each -> each.name().equals(kind))) {
      errors.add("kind", "请选择由谁申请");
    } else if (!kind.equals(RecusalRequest.Applicant.INSTITUTION.name())) {
      errors.required("applicant", applicant, "请填写申请人姓名");
    }
    errors.within("applicant", applicant, RecusalRequest.APPLICANT_LIMIT);
    errors.required("card", card, "请填写督导员的证卡编号");
    errors.required("institution", institution, "请填写单位代码");
  }

  /** The request, once nothing is wrong with the form. */
  RecusalRequests.Asked asked(
      UUID id, String whose, String unit, @Nullable String number, RecusalRequest.Applicant by) {
    return new RecusalRequests.Asked(
        id,
        whose,
        unit,
        number,
        by,
        by == RecusalRequest.Applicant.INSTITUTION ? "" : applicant,
        RecusalGround.Relation.valueOf(relation),
        facts,
        evidence);
  }
}
