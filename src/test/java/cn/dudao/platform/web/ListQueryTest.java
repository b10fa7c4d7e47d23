package cn.dudao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListQueryTest {

  private static ListQuery query(String... parameters) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return ListQuery.of("/list", map);
  }

  @Test
  void everyLinkKeepsTheFilters() {
    var query = query("q", "一技 校", "kind", "STATION", "sort", "-name", "size", "20");

    assertThat(query.after("abc"))
        .isEqualTo(
            "/list?q=%E4%B8%80%E6%8A%80+%E6%A0%A1&kind=STATION&sort=-name&after=abc&size=20");
    assertThat(query.sortedBy("code"))
        .isEqualTo("/list?q=%E4%B8%80%E6%8A%80+%E6%A0%A1&kind=STATION&sort=code&size=20");
    assertThat(query.at("/list/export"))
        .isEqualTo("/list/export?q=%E4%B8%80%E6%8A%80+%E6%A0%A1&kind=STATION&sort=-name");
  }

  @Test
  void theHeadingOfTheOrderTurnsItAround() {
    assertThat(query("sort", "name").sortedBy("name")).isEqualTo("/list?sort=-name");
    assertThat(query("sort", "-name").sortedBy("name")).isEqualTo("/list?sort=name");
  }

  @Test
  void oddInputIsLeftAside() {
    var query = query("size", "9999", "q", "  ", "from", "yesterday", "x", "a".repeat(300));
    assertThat(query.size()).isEqualTo(50);
    assertThat(query.has("q")).isFalse();
    assertThat(query.date("from")).isNull();
    assertThat(query.filter("x")).isEmpty();
  }
}
