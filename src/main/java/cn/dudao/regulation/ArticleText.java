package cn.dudao.regulation;

import java.util.List;

/**
 * One article of the measure as it was published, with our own words beside it.
 *
 * @param number 1 to 22
 * @param title what the article is about, in our words (the measure gives its articles no titles)
 * @param chapter 章, with its number
 * @param paragraphs 款, verbatim, in order, without the items
 * @param items 项, verbatim, in order; empty where the article has none
 * @param summary what it says, in our words
 * @param duty what it obliges this software to do
 */
public record ArticleText(
    int number,
    String title,
    String chapter,
    List<String> paragraphs,
    List<ArticleItem> items,
    String summary,
    String duty) {

  public ArticleText {
    paragraphs = List.copyOf(paragraphs);
    items = List.copyOf(items);
  }

  /** 第二十一条. */
  public String heading() {
    return "第" + Regulation.chineseNumber(number) + "条";
  }
}
