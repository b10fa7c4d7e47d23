package cn.dudao.exchange;

import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.explanation.ExclusionCounts;
import cn.dudao.dispatch.planning.Objective;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.platform.sheet.UnreadableSheetException;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Parameters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** plan.json, the plan for machines, and files of parameters. */
public final class PlanJson {

  public static final String FORMAT = "dudao-plan/1";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PlanJson() {}

  /** Writes a plan. */
  public static void write(DispatchOutput plan, OutputStream out) {
    var exclusions = ExclusionCounts.of(plan.facts(), plan.proposal());
    try (JsonGenerator json = JSON.writerWithDefaultPrettyPrinter().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("format", FORMAT);
      writeParameters(plan.parameters(), json);
      json.writeName("tasks");
      json.writeStartArray();
      for (SupervisionTask task : plan.facts().tasks().values()) {
        writeTask(plan, task, exclusions.of(task), json);
      }
      json.writeEndArray();
      writeObjective(plan.objective(), json);
      json.writeNumberProperty("bound", plan.bound());
      json.writeNumberProperty("gap", rounded(plan.gap(), 1e6));
      json.writeNumberProperty("seconds", rounded(plan.seconds(), 1e3));
      json.writeNumberProperty("seed", plan.seed());
      json.writeEndObject();
    }
  }

  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }

  private static void writeParameters(Parameters parameters, JsonGenerator json) {
    json.writeName("parameters");
    json.writeStartObject();
    for (Parameter each : Parameter.values()) {
      if (!each.concernsPlans()) {
        continue;
      }
      switch (each.kind()) {
        case NUMBER -> json.writeNumberProperty(each.key(), parameters.number(each));
        case CHOICE -> json.writeStringProperty(each.key(), parameters.text(each));
        case LIST -> {
          json.writeName(each.key());
          json.writeStartArray();
          parameters.list(each).forEach(json::writeString);
          json.writeEndArray();
        }
      }
    }
    json.writeEndObject();
  }

  private static void writeTask(
      DispatchOutput plan,
      SupervisionTask task,
      Map<String, Integer> excluded,
      JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("task", task.number());
    json.writeStringProperty("batch", task.batch());
    json.writeStringProperty("institution", task.institution());
    json.writeStringProperty("date", task.date().toString());
    json.writeName("halfDays");
    json.writeStartArray();
    for (HalfDay each : task.halfDays().list()) {
      json.writeString(each.name());
    }
    json.writeEndArray();
    json.writeStringProperty("district", task.district());
    json.writeNumberProperty("needed", task.seats());
    json.writeName("assigned");
    json.writeStartArray();
    for (ProposedAssignment each : plan.proposal().of(task.number())) {
      json.writeStartObject();
      json.writeStringProperty("card", each.card());
      json.writeStringProperty("role", each.role().name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("missing", plan.missing(task));
    json.writeName("excluded");
    json.writeStartObject();
    excluded.forEach((rule, count) -> {
      if (count > 0 || !rule.equals("8")) {
        json.writeNumberProperty(rule, count);
      }
    });
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeObjective(Objective objective, JsonGenerator json) {
    json.writeName("objective");
    json.writeStartObject();
    json.writeNumberProperty("total", objective.total());
    json.writeName("parts");
    json.writeStartObject();
    json.writeNumberProperty("open", objective.open());
    json.writeNumberProperty("balance", objective.balance());
    json.writeNumberProperty("grade", objective.grade());
    json.writeNumberProperty("expertise", objective.expertise());
    json.writeNumberProperty("travel", objective.travel());
    json.writeNumberProperty("pairs", objective.pairs());
    json.writeNumberProperty("change", objective.change());
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * Reads who is proposed for what.
   *
   * @throws UnreadableSheetException if it is no plan
   */
  static PlanReading read(Path file, String name) {
    JsonNode root = parse(file, name);
    JsonNode tasks = root.get("tasks");
    if (tasks == null || !tasks.isArray()) {
      throw new UnreadableSheetException(name, "不是 plan.json：没有 tasks", "请使用 plan 命令写出的 plan.json");
    }
    List<ProposedAssignment> assignments = new ArrayList<>();
    List<SheetProblem> problems = new ArrayList<>();
    for (JsonNode task : tasks) {
      String number = text(task, "task");
      JsonNode assigned = task.get("assigned");
      if (number.isEmpty() || (assigned != null && !assigned.isArray())) {
        problems.add(problem(name, "tasks", number, "任务没有任务号或 assigned 不是列表"));
        continue;
      }
      if (assigned == null) {
        continue;
      }
      for (JsonNode each : assigned) {
        String card = text(each, "card");
        String role = text(each, "role");
        Role read =
            switch (role) {
              case "LEADER", "组长" -> Role.LEADER;
              case "MEMBER", "组员", "" -> Role.MEMBER;
              default -> null;
            };
        if (card.isEmpty()) {
          problems.add(problem(name, "card", number, "任务 %s 的委派没有证卡编号".formatted(number)));
        } else if (read == null) {
          problems.add(problem(name, "role", role, "任务 %s 的角色不可用".formatted(number)));
        } else {
          assignments.add(new ProposedAssignment(number, card, read));
        }
      }
    }
    EnumMap<Parameter, String> parameters = new EnumMap<>(Parameter.class);
    JsonNode given = root.get("parameters");
    if (given != null) {
      readParameters(given, name, parameters, problems);
    }
    return new PlanReading(new DispatchProposal(assignments), new Parameters(parameters), problems);
  }

  /**
   * Reads a file of parameters: an object of keys and values, or a plan.json, whose parameters are
   * taken.
   *
   * @param problems where unknown keys and bad values are reported
   * @throws UnreadableSheetException if it is no JSON object
   */
  public static Parameters readParameters(Path file, String name, List<SheetProblem> problems) {
    JsonNode root = parse(file, name);
    JsonNode inner = root.get("parameters");
    EnumMap<Parameter, String> chosen = new EnumMap<>(Parameter.class);
    readParameters(inner != null && inner.isObject() ? inner : root, name, chosen, problems);
    return new Parameters(chosen);
  }

  private static void readParameters(
      JsonNode given, String name, Map<Parameter, String> chosen, List<SheetProblem> problems) {
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      String key = each.getKey();
      JsonNode value = each.getValue();
      var parameter = Parameter.byKey(key);
      if (parameter.isEmpty()) {
        problems.add(problem(name, key, shown(value), "没有这个参数"));
        continue;
      }
      String text = shown(value);
      var wrong = parameter.get().problemOf(text);
      if (wrong.isPresent() || value.isObject() || value.isBoolean()) {
        problems.add(problem(name, key, text, wrong.orElse("参数的值不可用")));
      } else {
        chosen.put(parameter.get(), text);
      }
    }
  }

  private static String shown(JsonNode value) {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asString("")));
      return String.join(",", items);
    }
    return value.isString() ? value.asString("").strip() : value.toString();
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? "" : value.asString("").strip();
  }

  private static SheetProblem problem(String file, String key, String value, String what) {
    return SheetProblem.error(file, "", 0, key, value, what, "请改正后重试");
  }

  private static JsonNode parse(Path file, String name) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      JsonNode root = JSON.readTree(bytes);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (JacksonException | IOException notJson) {
      // Said below, in words that help.
    }
    throw new UnreadableSheetException(name, "文件不是有效的 JSON", "请使用 plan 命令写出的文件，或按说明编写");
  }
}
