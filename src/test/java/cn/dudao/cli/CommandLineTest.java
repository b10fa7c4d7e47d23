package cn.dudao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.exchange.Samples;
import cn.dudao.exchange.SourceFile;
import cn.dudao.platform.sheet.SheetLimits;
import cn.dudao.platform.sheet.SheetReader;
import cn.dudao.platform.sheet.SheetRow;
import cn.dudao.platform.sheet.SheetVisitor;
import cn.dudao.regulation.Article;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as somebody at a terminal meets them. */
@Article("8")
class CommandLineTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int dudao(Object... args) {
    List<String> words = new ArrayList<>();
    for (Object each : args) {
      words.add(each.toString());
    }
    return DudaoCommand.run(
        new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
  }

  private JsonNode planJson() throws IOException {
    return JSON.readTree(Files.readAllBytes(folder.resolve("plan.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"city-month", "untidy", "csv-gb18030"})
  void aPlanIsWrittenAndPassesTheCheck(String sample) throws IOException {
    int planned = dudao("plan", Samples.folder(sample), "--out", folder, "--steps", 2000);

    assertThat(err.toString()).contains("完成");
    assertThat(planned).isZero();
    JsonNode plan = planJson();
    assertThat(plan.get("format").asString()).isEqualTo("dudao-plan/1");
    assertThat(plan.get("parameters").get("mostInARow").asInt()).isEqualTo(3);
    assertThat(plan.get("tasks").size()).isPositive();
    for (JsonNode task : plan.get("tasks")) {
      assertThat(task.get("assigned").size() + task.get("missing").asInt())
          .isEqualTo(task.get("needed").asInt());
      assertThat(task.propertyNames())
          .containsExactly(
              "task",
              "batch",
              "institution",
              "date",
              "halfDays",
              "district",
              "needed",
              "assigned",
              "missing",
              "excluded");
    }
    assertThat(plan.get("objective").get("parts").propertyNames())
        .containsExactly("open", "balance", "grade", "expertise", "travel", "pairs", "change");
    for (String file : List.of("plan.json", "委派方案.xlsx")) {
      assertThat(dudao("check", Samples.folder(sample), folder.resolve(file))).isZero();
    }
    assertThat(folder.resolve("规则检查.xlsx")).exists();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theWorkbookHasItsFiveSheetsAndAsManyRowsAsThePlan() throws IOException {
    dudao("plan", Samples.folder("city-month"), "--out", folder, "--steps", 500);

    Map<String, List<SheetRow>> sheets = rows(folder.resolve("委派方案.xlsx"));
    assertThat(sheets.keySet()).containsExactly("委派方案", "未满足", "工作量", "规则检查", "差异");
    int assigned = 0;
    for (JsonNode task : planJson().get("tasks")) {
      assigned += task.get("assigned").size();
    }
    assertThat(sheets.get("委派方案")).hasSize(assigned + 1);
    assertThat(sheets.get("工作量")).hasSize(61);
    assertThat(sheets.get("委派方案").getFirst().cells())
        .extracting(cell -> cell.text())
        .containsExactly(
            "任务号", "批次号", "单位代码", "单位名称", "日期", "时段", "区县", "职业", "等级", "证卡编号", "姓名", "角色",
            "本单位连续次数", "说明");
    assertThat(sheets.get("规则检查").subList(1, sheets.get("规则检查").size()))
        .allSatisfy(row -> assertThat(row.cell(3).text()).isEqualTo("0"));
  }

  @Test
  void theSameSeedAndStepsGiveTheSamePlan() throws IOException {
    dudao("plan", Samples.folder("untidy"), "--out", folder, "--steps", 3000, "--seed", 7);
    JsonNode first = planJson().get("tasks");
    dudao("plan", Samples.folder("untidy"), "--out", folder, "--steps", 3000, "--seed", 7);

    assertThat(planJson().get("tasks")).isEqualTo(first);
  }

  @Test
  void wrongInputIsListedAndNothingIsPlanned() throws IOException {
    int code = dudao("plan", Samples.folder("broken"), "--out", folder);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("督导员\t21\t证卡编号\t\t必填项为空")
        .contains("不可用\t11\t结束日期\t#N/A\t单元格是错误值");
    assertThat(folder.resolve("plan.json")).doesNotExist();
    assertThat(rows(folder.resolve("错误清单.xlsx")).get("错误清单")).hasSizeGreaterThan(22);
  }

  @Test
  void tooFewPeopleIsSaidWithTheRulesThatExclude() throws IOException {
    int code = dudao("plan", Samples.folder("short-of-people"), "--out", folder, "--steps", 2000);

    assertThat(code).isEqualTo(3);
    Map<String, List<SheetRow>> sheets = rows(folder.resolve("委派方案.xlsx"));
    assertThat(sheets.get("未满足")).hasSizeGreaterThan(1);
    assertThat(sheets.get("未满足").get(1).cells().getLast().text()).startsWith("共 12 人：");
    for (JsonNode task : planJson().get("tasks")) {
      int people = task.get("assigned").size();
      for (JsonNode count : task.get("excluded")) {
        people += count.asInt();
      }
      assertThat(people).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void aHandMadePlanThatBreaksARuleIsNamedWithItsArticle() throws IOException {
    dudao("plan", Samples.folder("untidy"), "--out", folder, "--steps", 500);
    JsonNode task = planJson().get("tasks").get(0);
    String number = task.get("task").asString();
    String card = task.get("assigned").get(0).get("card").asString();
    Path byHand = folder.resolve("手工方案.csv");
    Files.writeString(
        byHand, "任务号,证卡编号,角色\n%s,%s,组长\n%s,R00000000,组员\n".formatted(number, card, number));

    int code = dudao("check", Samples.folder("untidy"), byHand);

    assertThat(code).isEqualTo(3);
    assertThat(out.toString()).startsWith(number + "\tR00000000\tknown\t没有这名督导员");
    assertThat(rows(folder.resolve("规则检查.xlsx")).get("违反明细")).hasSize(2);
  }

  @Test
  void onlyTheDaysThatAreAskedForArePlanned() throws IOException {
    dudao(
        "plan",
        Samples.folder("city-month"),
        "--out",
        folder,
        "--from",
        "2026-12-10",
        "--to",
        "2026/12/12",
        "--steps",
        100);

    assertThat(planJson().get("tasks"))
        .isNotEmpty()
        .allSatisfy(
            task -> assertThat(task.get("date").asString()).isBetween("2026-12-10", "2026-12-12"));
  }

  @Test
  void parametersComeFromAFile() throws IOException {
    Path file = folder.resolve("参数.json");
    Files.writeString(
        file, "{\"teamSize\": 1, \"mostInARow\": \"2\", \"urbanCore\": [\"410105\"]}");
    dudao("plan", Samples.folder("untidy"), "--out", folder, "--steps", 100, "--parameters", file);

    JsonNode parameters = planJson().get("parameters");
    assertThat(parameters.get("teamSize").asInt()).isEqualTo(1);
    assertThat(parameters.get("mostInARow").asInt()).isEqualTo(2);
    assertThat(parameters.get("urbanCore").size()).isEqualTo(1);
    assertThat(dudao("check", Samples.folder("untidy"), folder.resolve("plan.json"))).isZero();
    assertThat(
            dudao(
                "plan",
                Samples.folder("untidy"),
                "--out",
                folder,
                "--steps",
                100,
                "--parameters",
                folder.resolve("plan.json")))
        .isIn(0, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mostInARow\": 4}",
        "{\"mostInARow\": 0}",
        "{\"cardValidityYears\": 5}",
        "{\"teamSize\": 2.5}",
        "{\"rotationReading\": \"NONE\"}",
        "{\"unheardOf\": 1}",
        "{\"urbanCore\": [\"41010\"]}",
        "[]",
        "not json"
      })
  void badParametersAreWrongInput(String json) throws IOException {
    Path file = folder.resolve("参数.json");
    Files.writeString(file, json);

    int code = dudao("plan", Samples.folder("untidy"), "--out", folder, "--parameters", file);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("参数.json");
  }

  @Test
  void aPreviousPlanIsKeptAndItsDifferencesAreListed() throws IOException {
    Path before = folder.resolve("before");
    dudao("plan", Samples.folder("untidy"), "--out", before, "--steps", 2000, "--seed", 1);
    dudao(
        "plan",
        Samples.folder("untidy"),
        "--out",
        folder,
        "--steps",
        2000,
        "--seed",
        2,
        "--previous",
        before.resolve("plan.json"));

    long changed = planJson().get("objective").get("parts").get("change").asLong();
    assertThat(changed % 200).isZero();
    assertThat(rows(folder.resolve("委派方案.xlsx"))).containsKey("差异");
  }

  @Test
  void whatCannotBeReadIsWrongInputAndNotAFailure() throws IOException {
    Path text = folder.resolve("图片.xlsx");
    Files.write(text, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0});

    assertThat(dudao("plan", text, "--out", folder)).isEqualTo(2);
    assertThat(err.toString()).contains("这不是 Excel 或 CSV 表格文件").contains("缺少“督导员”表");
    assertThat(dudao("plan", folder.resolve("没有"), "--out", folder)).isEqualTo(2);
    assertThat(dudao("check", Samples.folder("untidy"), folder.resolve("没有.json"))).isEqualTo(2);
    assertThat(dudao("plan", Samples.folder("untidy"))).isEqualTo(2);
    assertThat(dudao("plan", Samples.folder("untidy"), "--out", folder, "--time-limit", "soon"))
        .isEqualTo(2);
  }

  @Test
  void helpIsInChinese() {
    assertThat(dudao("plan", "--help")).isZero();
    assertThat(out.toString()).contains("由表格编排委派方案").contains("退出码");
  }

  private static Map<String, List<SheetRow>> rows(Path workbook) {
    Map<String, List<SheetRow>> sheets = new LinkedHashMap<>();
    SheetReader.read(
        workbook,
        new SourceFile("w.xlsx", workbook).name(),
        SheetLimits.STANDARD,
        new SheetVisitor() {
          @Override
          public Consumer<SheetRow> sheet(SheetTitle title) {
            List<SheetRow> rows = new ArrayList<>();
            sheets.put(title.name(), rows);
            return rows::add;
          }
        });
    return sheets;
  }
}
