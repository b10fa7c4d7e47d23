package cn.dudao.regulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Where each article is carried out, and why some are not yet. The list of homes ({@code
 * homes.tsv}) is written from the sources by {@code ArticleCoverageTest}, which fails when it is
 * out of date; the reasons ({@code later.tsv}) are written by hand.
 */
public final class ArticleHomes {

  private static final ArticleHomes ALL =
      new ArticleHomes(
          rows("homes.tsv").stream()
              .map(cells ->
                  new ArticleHome(
                      cells[0],
                      ArticleHome.Kind.valueOf(cells[1]),
                      cells[2],
                      cells[3],
                      cells[4],
                      cells[5]))
              .toList(),
          rows("later.tsv").stream()
              .map(cells ->
                  new Missing(
                      Integer.parseInt(cells[0]), ArticleHome.Kind.valueOf(cells[1]), cells[2]))
              .toList());

  private final List<ArticleHome> homes;
  private final List<Missing> missing;

  /**
   * Why an article has no home of a kind yet.
   *
   * @param article the article's number
   * @param kind what is missing
   * @param reason one Chinese sentence
   */
  public record Missing(int article, ArticleHome.Kind kind, String reason) {}

  private ArticleHomes(List<ArticleHome> homes, List<Missing> missing) {
    this.homes = homes;
    this.missing = missing;
  }

  public static ArticleHomes all() {
    return ALL;
  }

  private static List<String[]> rows(String resource) {
    try (InputStream in =
        Objects.requireNonNull(ArticleHomes.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The homes of an article and its items, of one kind, in the order of the rooms. */
  public List<ArticleHome> of(int article, ArticleHome.Kind kind) {
    return homes.stream()
        .filter(home -> home.articleNumber() == article && home.kind() == kind)
        .toList();
  }

  /** What an article still lacks, with the reasons. */
  public List<Missing> missingOf(int article) {
    return missing.stream().filter(each -> each.article() == article).toList();
  }
}
