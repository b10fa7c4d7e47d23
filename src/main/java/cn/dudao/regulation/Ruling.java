package cn.dudao.regulation;

import java.time.LocalDate;
import java.util.List;

/**
 * 规则的适用结论: what a rule says of one case. It is stored with the act that it allowed or refused.
 *
 * @param rule the stable key of the rule that spoke ("5", "10", "14", "18", "19", "overlap", …)
 * @param article the article that it rests on ("19"), or "" where it is practical, not law
 * @param permits whether the act may go on
 * @param reason one Chinese sentence
 * @param facts what the sentence rests on, in the order in which a person would check it
 * @param day the day of the event; the parameters in force on it decided
 */
public record Ruling(
    String rule, String article, boolean permits, String reason, List<Fact> facts, LocalDate day) {

  public Ruling {
    facts = List.copyOf(facts);
  }

  public static Ruling permit(
      String rule, String article, String reason, LocalDate day, Fact... facts) {
    return new Ruling(rule, article, true, reason, List.of(facts), day);
  }

  public static Ruling refuse(
      String rule, String article, String reason, LocalDate day, Fact... facts) {
    return new Ruling(rule, article, false, reason, List.of(facts), day);
  }
}
