package cn.dudao.regulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 第一条、第三条、第二十二条: 督导的目的、原则和施行日期, 以法规原文为据.
 *
 * <p>The measure itself: its text, read once from the resource {@code measures-2014-17.txt}. Pure;
 * the command line uses it as well.
 */
@Article({"1", "3", "22"})
public final class Regulation {

  private static final Pattern ITEM = Pattern.compile("\\([一二三四五六七八九十]+\\) (.+)");
  private static final Pattern REFERENCE = Pattern.compile("(\\d{1,2})(?:\\.(\\d{1,2}))?");
  private static final String DIGITS = "零一二三四五六七八九";

  // After the patterns, which reading it needs.
  private static final Regulation MEASURES = read("measures-2014-17.txt");

  private final String title;
  private final String documentNumber;
  private final String issuedBy;
  private final LocalDate effectiveFrom;
  private final List<ArticleText> articles;

  private Regulation(
      String title,
      String documentNumber,
      String issuedBy,
      LocalDate effectiveFrom,
      List<ArticleText> articles) {
    this.title = title;
    this.documentNumber = documentNumber;
    this.issuedBy = issuedBy;
    this.effectiveFrom = effectiveFrom;
    this.articles = List.copyOf(articles);
  }

  /** 《郑州市职业技能鉴定质量督导办法》（郑人社职业〔2014〕17号）. */
  public static Regulation measures() {
    return MEASURES;
  }

  private static Regulation read(String resource) {
    try (InputStream in = Regulation.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Regulation parse(String text) {
    String title = "";
    String documentNumber = "";
    String issuedBy = "";
    LocalDate effectiveFrom = LocalDate.MIN;
    String chapter = "";
    List<ArticleText> articles = new ArrayList<>();
    for (String block : text.strip().split("\\R\\s*\\R")) {
      List<String> lines = block.strip().lines().toList();
      String first = lines.getFirst();
      if (first.startsWith("### ")) {
        articles.add(article(chapter, lines));
      } else if (first.startsWith("## ")) {
        chapter = first.substring(3);
      } else {
        title = first.substring(2);
        documentNumber = labelled(lines, "文号：");
        issuedBy = labelled(lines, "发布机关：");
        effectiveFrom = LocalDate.parse(labelled(lines, "施行日期："));
      }
    }
    return new Regulation(title, documentNumber, issuedBy, effectiveFrom, articles);
  }

  private static ArticleText article(String chapter, List<String> lines) {
    String[] head = lines.getFirst().substring(4).split(" ", 2);
    int number = Integer.parseInt(head[0]);
    List<String> paragraphs = new ArrayList<>();
    List<ArticleItem> items = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher item = ITEM.matcher(line);
      if (item.matches()) {
        items.add(new ArticleItem(number, items.size() + 1, item.group(1)));
      } else if (!line.startsWith("摘要：") && !line.startsWith("落实：")) {
        paragraphs.add(line);
      }
    }
    return new ArticleText(
        number,
        head[1],
        chapter,
        paragraphs,
        items,
        labelled(lines, "摘要："),
        labelled(lines, "落实："));
  }

  private static String labelled(List<String> lines, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(label + " is missing: " + lines.getFirst()));
  }

  public String title() {
    return title;
  }

  /** 文号. */
  public String documentNumber() {
    return documentNumber;
  }

  public String issuedBy() {
    return issuedBy;
  }

  /** 施行日期. */
  public LocalDate effectiveFrom() {
    return effectiveFrom;
  }

  /** All articles in order. */
  public List<ArticleText> articles() {
    return articles;
  }

  /** The article of that number, empty if there is none. */
  public Optional<ArticleText> article(int number) {
    return number < 1 || number > articles.size()
        ? Optional.empty()
        : Optional.of(articles.get(number - 1));
  }

  /** The article that a reference such as {@code 19} or {@code 21.3} lies in. */
  public Optional<ArticleText> article(String reference) {
    Matcher parts = REFERENCE.matcher(reference);
    return parts.matches() ? article(Integer.parseInt(parts.group(1))) : Optional.empty();
  }

  /** The item that a reference such as {@code 21.3} names. */
  public Optional<ArticleItem> item(String reference) {
    return article(reference).stream()
        .flatMap(article -> article.items().stream())
        .filter(item -> item.key().equals(reference))
        .findFirst();
  }

  /** Whether there is such an article or item. */
  public boolean has(String reference) {
    return reference.contains(".") ? item(reference).isPresent() : article(reference).isPresent();
  }

  /**
   * How a document cites it: {@code 19} becomes 第十九条, {@code 21.3} becomes 第二十一条第（三）项.
   *
   * @throws IllegalArgumentException if there is no such article or item
   */
  public String cite(String reference) {
    if (!has(reference)) {
      throw new IllegalArgumentException("no such article: " + reference);
    }
    String article = article(reference).orElseThrow().heading();
    return item(reference).map(item -> article + "第" + item.mark() + "项").orElse(article);
  }

  /**
   * The page that shows an article or item: {@code 21.3} becomes /regulation/articles/21#item-3.
   *
   * @throws IllegalArgumentException if there is no such article or item
   */
  public String address(String reference) {
    if (!has(reference)) {
      throw new IllegalArgumentException("no such article: " + reference);
    }
    return "/regulation/articles/" + reference.replace(".", "#item-");
  }

  /** 1 to 99 in Chinese: 3 → 三, 21 → 二十一. */
  static String chineseNumber(int number) {
    if (number < 10) {
      return DIGITS.substring(number, number + 1);
    }
    String tens = number < 20 ? "" : DIGITS.substring(number / 10, number / 10 + 1);
    String ones = number % 10 == 0 ? "" : DIGITS.substring(number % 10, number % 10 + 1);
    return tens + "十" + ones;
  }
}
