package cn.dudao.regulation;

/**
 * A figure that shows how an article is being carried out today. A room offers one by a bean of
 * this type; the article's page asks all of them when it is shown, so each must be one quick query.
 */
public interface LiveFigure {

  /** The article that it belongs to: "5", "13", … */
  String article();

  /** What is counted, in Chinese: 九十天内到期的证卡. */
  String label();

  /** The figure now, with its unit: 12 张. */
  String value();

  /** The page that lists what was counted, "" if there is none. */
  default String page() {
    return "";
  }
}
