package cn.dudao.account;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Turns what is stored with an act into lines that a person can read. */
final class ActDetails {

  private static final int MOST_LINES = 60;

  private final ObjectMapper json;
  private final ActWords words;

  ActDetails(ObjectMapper json, ActWords words) {
    this.json = json;
    this.words = words;
  }

  /** "标签：值", one line for each thing stored; the text as it is if it cannot be read. */
  List<String> lines(String details) {
    if (details.isBlank()) {
      return List.of();
    }
    try {
      List<String> lines = new ArrayList<>();
      add(lines, "", json.readTree(details));
      if (lines.size() > MOST_LINES) {
        int left = lines.size() - MOST_LINES;
        lines.subList(MOST_LINES, lines.size()).clear();
        lines.add("另有 %d 项".formatted(left));
      }
      return lines;
    } catch (JacksonException unreadable) {
      return List.of(details);
    }
  }

  private void add(List<String> lines, String label, JsonNode node) {
    if (node.isObject() && node.has("reason") && node.has("article")) {
      String article = node.get("article").asString();
      lines.add(
          (article.isEmpty() ? "工作安排" : "第 " + article + " 条")
              + "："
              + node.get("reason").asString());
    } else if (node.isObject() && (node.has("before") || node.has("after"))) {
      String name = node.has("field") ? words.ofDetail(node.get("field").asString()) : label;
      lines.add(join(name, value(node.path("before")) + " → " + value(node.path("after"))));
    } else if (node.isObject()) {
      node.properties().forEach(each -> add(lines, words.ofDetail(each.getKey()), each.getValue()));
    } else if (node.isArray()) {
      boolean plain = node.valueStream().noneMatch(JsonNode::isContainer);
      if (plain) {
        lines.add(join(label, String.join("、", node.valueStream().map(this::value).toList())));
      } else {
        node.forEach(each -> add(lines, label, each));
      }
    } else {
      lines.add(join(label, value(node)));
    }
  }

  private String value(JsonNode node) {
    if (node.isMissingNode() || node.isNull() || (node.isString() && node.asString().isEmpty())) {
      return "（空）";
    }
    if (node.isBoolean()) {
      return node.asBoolean() ? "是" : "否";
    }
    return node.isString() ? words.ofDetail(node.asString()) : node.toString();
  }

  private static String join(String label, String value) {
    return label.isEmpty() ? value : label + "：" + value;
  }
}
