package cn.dudao.regulation;

/**
 * A place where an article is carried out or proved.
 *
 * @param article the article or item, as {@link Article} names it
 * @param kind what it is
 * @param room the room's word in the office's language ("委派")
 * @param name where in the sources, from the package down
 * @param address of a screen: its URL pattern, led by the HTTP method; else ""
 * @param sentence what it does, in Chinese; "" for a test
 */
public record ArticleHome(
    String article, Kind kind, String room, String name, String address, String sentence) {

  /** What carries an article out. */
  public enum Kind {
    CODE("规则和数据"),
    SCREEN("页面和操作"),
    TEST("验证");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** The article's number, without the item. */
  public int articleNumber() {
    return Integer.parseInt(article.replaceFirst("\\..*", ""));
  }

  /** The address of a page that can be opened as it is, "" if this is no such page. */
  public String link() {
    boolean plain = address.startsWith("GET ") && !address.contains("{");
    return plain ? address.substring(4) : "";
  }
}
