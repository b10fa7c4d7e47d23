package cn.dudao.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

@Article({"1", "3", "22"})
class RegulationTest {

  private final Regulation regulation = Regulation.measures();

  @Test
  void allTwentyTwoArticlesAreThereInOrder() {
    assertThat(regulation.articles()).extracting(ArticleText::number).startsWith(1).endsWith(22);
    assertThat(regulation.articles()).hasSize(22);
    assertThat(regulation.title()).isEqualTo("郑州市职业技能鉴定质量督导办法");
    assertThat(regulation.documentNumber()).isEqualTo("郑人社职业〔2014〕17号");
    assertThat(regulation.effectiveFrom()).isEqualTo(LocalDate.of(2014, 5, 19));
  }

  /** The digest of the published text, blanks left out, as it was compared by hand once. */
  @Test
  void theTextIsThatOfThePublishedDocument() throws Exception {
    StringBuilder text = new StringBuilder();
    for (ArticleText article : regulation.articles()) {
      article.paragraphs().forEach(text::append);
      article
          .items()
          .forEach(item ->
              text.append(item.mark().replace('（', '(').replace('）', ')')).append(item.text()));
    }
    String withoutBlanks = text.toString().replaceAll("\\s", "");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(withoutBlanks.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("895de9a8d359e6dbc99586dc39022904c89aa3e8ad46654fc51315674270f1b3");
  }

  @Test
  void itemsAreAddressable() {
    assertThat(regulation.item("21.3").orElseThrow().text()).isEqualTo("对提出的督导意见，拒不采取改进措施的；");
    assertThat(regulation.article("21.3").orElseThrow().number()).isEqualTo(21);
    assertThat(regulation.article(21).orElseThrow().items()).hasSize(6);
    assertThat(regulation.has("21.7")).isFalse();
    assertThat(regulation.has("23")).isFalse();
    assertThat(regulation.has("0")).isFalse();
    assertThat(regulation.has("overlap")).isFalse();
  }

  @Test
  void citesAsADocumentDoes() {
    assertThat(regulation.cite("19")).isEqualTo("第十九条");
    assertThat(regulation.cite("21.3")).isEqualTo("第二十一条第（三）项");
    assertThat(regulation.cite("10")).isEqualTo("第十条");
    assertThat(regulation.cite("20")).isEqualTo("第二十条");
    assertThatThrownBy(() -> regulation.cite("23")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyArticleHasItsChapterSummaryAndDuty() {
    assertThat(regulation.articles())
        .allSatisfy(article -> {
          assertThat(article.title()).isNotBlank();
          assertThat(article.chapter()).matches("第[一二三四五]章 .+");
          assertThat(article.paragraphs()).isNotEmpty();
          assertThat(article.summary()).isNotBlank();
          assertThat(article.duty()).isNotBlank();
        });
    assertThat(regulation.article(13).orElseThrow().paragraphs()).hasSize(3);
    assertThat(regulation.article(18).orElseThrow().chapter()).isEqualTo("第四章 监督与纪律");
  }
}
