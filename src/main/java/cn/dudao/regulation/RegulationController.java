package cn.dudao.regulation;

import cn.dudao.account.Allowed;
import cn.dudao.platform.web.NotFoundException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 法规依据: 法规全文、施行日期和对条文的理解, 任何人都可以查看. */
@Controller
class RegulationController {

  private final ParameterChanges changes;
  private final ObjectProvider<LiveFigure> figures;
  private final Clock clock;

  RegulationController(ParameterChanges changes, ObjectProvider<LiveFigure> figures, Clock clock) {
    this.changes = changes;
    this.figures = figures;
    this.clock = clock;
  }

  /** 查看办法全文的目录、文号、施行日期和对条文的理解。 */
  @GetMapping("/regulation")
  @Allowed(everybody = true)
  @Article({"1", "3", "22"})
  String list(Model model) {
    model.addAttribute("regulation", Regulation.measures());
    model.addAttribute("readings", Readings.all());
    return "regulation/list";
  }

  /** 查看一条的原文，以及落实它的规则、页面、参数、理解和实时数字。 */
  @GetMapping("/regulation/articles/{number}")
  @Allowed(everybody = true)
  @Article({"1", "3", "22"})
  String article(@PathVariable String number, Model model) {
    ArticleText article =
        Optional.of(number)
            .filter(text -> text.matches("[1-9][0-9]?"))
            .flatMap(text -> Regulation.measures().article(Integer.parseInt(text)))
            .orElseThrow(() -> new NotFoundException("本办法共二十二条，没有第 " + number + " 条。"));
    model.addAttribute("regulation", Regulation.measures());
    model.addAttribute("article", article);
    model.addAttribute("homes", ArticleHomes.all());
    model.addAttribute("readings", Readings.of(article.number()));
    model.addAttribute("parameters", parameters(article));
    model.addAttribute(
        "figures", figures.stream().filter(each -> each.article().equals(number)).toList());
    return "regulation/article";
  }

  private List<ParameterLine> parameters(ArticleText article) {
    ParameterHistory history = changes.history();
    LocalDate today = LocalDate.now(clock);
    return Arrays.stream(Parameter.values())
        .filter(each -> each.article().equals(String.valueOf(article.number())))
        .map(each -> ParameterLine.of(each, history, today, null))
        .toList();
  }
}
