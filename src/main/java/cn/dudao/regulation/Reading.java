package cn.dudao.regulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * 对条文的理解: what an article leaves open, how it may be read and how this software reads it. Written
 * as a page of {@code docs/readings}.
 *
 * @param name its file's name without the ending: {@code 19-rotation}
 * @param title what is read
 * @param article the article's number
 * @param parameter the parameter that switches it, if one does
 * @param question what the text leaves open
 * @param choices the possible readings
 * @param ours which one holds here
 * @param reason why
 */
public record Reading(
    String name,
    String title,
    int article,
    Optional<Parameter> parameter,
    String question,
    List<String> choices,
    String ours,
    String reason) {

  public Reading {
    choices = List.copyOf(choices);
  }

  /** Reads a page as it stands in {@code docs/readings}. */
  static Reading parse(String name, String page) {
    String title = "";
    int article = 0;
    Optional<Parameter> parameter = Optional.empty();
    String section = "";
    List<String> choices = new ArrayList<>();
    StringBuilder question = new StringBuilder();
    StringBuilder ours = new StringBuilder();
    StringBuilder reason = new StringBuilder();
    for (String line : page.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
      if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.startsWith("条款：")) {
        article = Integer.parseInt(line.substring(3));
      } else if (line.startsWith("参数：")) {
        parameter = Parameter.byKey(line.substring(3));
      } else if (line.startsWith("## ")) {
        section = line.substring(3);
      } else {
        switch (section) {
          case "问题" -> question.append(line);
          case "可能的理解" -> choices.add(line.replaceFirst("^- ", ""));
          case "本系统的理解" -> ours.append(line);
          case "理由" -> reason.append(line);
          default -> throw new IllegalStateException(name + ": no place for " + line);
        }
      }
    }
    return new Reading(
        name,
        title,
        article,
        parameter,
        question.toString(),
        choices,
        ours.toString(),
        reason.toString());
  }
}
