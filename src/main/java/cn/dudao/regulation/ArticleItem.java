package cn.dudao.regulation;

/**
 * 项: one numbered item of an article.
 *
 * @param article the article's number
 * @param number the item's own number, from 1
 * @param text verbatim, without its mark
 */
public record ArticleItem(int article, int number, String text) {

  /** How code names it: {@code 21.3}. */
  public String key() {
    return article + "." + number;
  }

  /** （三）. */
  public String mark() {
    return "（" + Regulation.chineseNumber(number) + "）";
  }
}
