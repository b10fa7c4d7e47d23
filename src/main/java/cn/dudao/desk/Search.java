package cn.dudao.desk;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.regulation.ArticleText;
import cn.dudao.regulation.Regulation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 检索: finds by name, number or words, among what the person may see. */
@Component
class Search {

  static final int SHOWN = 20;
  private static final int LONGEST = 100;

  private final JdbcClient database;

  Search(JdbcClient database) {
    this.database = database;
  }

  /** What was found, by kind; kinds without a hit are left out. */
  List<HitGroup> find(String words, SignedIn user) {
    String text = words.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return List.of();
    }
    boolean bureau = user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
    String card = user.is(UserRole.SUPERVISOR) ? user.supervisorCard() : null;
    String institution = user.is(UserRole.INSTITUTION_STAFF) ? user.institutionCode() : null;
    String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    List<HitGroup> groups = new ArrayList<>();
    if (bureau || card != null) {
      add(groups, "督导员", supervisors(pattern, bureau ? null : card));
    }
    if (bureau || institution != null) {
      add(groups, "机构", institutions(pattern, bureau ? null : institution));
      add(groups, "鉴定批次", batches(pattern, bureau ? null : institution));
    }
    if (bureau) {
      add(groups, "委派方案", plans(pattern));
    }
    add(groups, "法规条款", articles(text));
    return groups;
  }

  private static void add(List<HitGroup> groups, String label, List<Hit> hits) {
    if (!hits.isEmpty()) {
      boolean more = hits.size() > SHOWN;
      groups.add(new HitGroup(label, more ? hits.subList(0, SHOWN) : hits, more));
    }
  }

  private List<Hit> supervisors(String pattern, @Nullable String only) {
    return query(
        """
        select card, name, employer, valid_until from supervisor.supervisor
        where (name ilike :pattern or card ilike :pattern or employer ilike :pattern)
          and (cast(:only as text) is null or card = :only)
        order by name, card limit :limit
        """,
        pattern,
        only,
        (row, number) ->
            new Hit(
                row.getString("name"),
                "证卡 "
                    + row.getString("card")
                    + "，"
                    + row.getString("employer")
                    + "，有效期至 "
                    + row.getString("valid_until"),
                "/supervisors/" + row.getString("card")));
  }

  private List<Hit> institutions(String pattern, @Nullable String only) {
    return query(
        """
        select code, name, address from institution.institution
        where (name ilike :pattern or code ilike :pattern or address ilike :pattern)
          and (cast(:only as text) is null or code = :only)
        order by name, code limit :limit
        """,
        pattern,
        only,
        (row, number) ->
            new Hit(
                row.getString("name"),
                "单位代码 " + row.getString("code") + address(row),
                "/institutions/" + row.getString("code")));
  }

  private static String address(ResultSet row) throws SQLException {
    String address = row.getString("address");
    return address.isEmpty() ? "" : "，" + address;
  }

  private List<Hit> batches(String pattern, @Nullable String only) {
    return query(
        """
        select b.id, b.number, i.name, min(s.date) as first_day, max(s.date) as last_day,
               string_agg(distinct s.occupation, '、') as occupations
        from appraisal.batch b
        join institution.institution i on i.code = b.institution_code
        join appraisal.session s on s.batch = b.number
        where (b.number ilike :pattern or i.name ilike :pattern or s.occupation ilike :pattern)
          and (cast(:only as text) is null or b.institution_code = :only)
        group by b.id, b.number, i.name
        order by first_day desc, b.number limit :limit
        """,
        pattern,
        only,
        (row, number) ->
            new Hit(
                "批次 " + row.getString("number"),
                row.getString("name") + "，" + row.getString("occupations") + "，" + days(row),
                "/batches/" + row.getObject("id", UUID.class)));
  }

  private static String days(ResultSet row) throws SQLException {
    String first = row.getString("first_day");
    String last = row.getString("last_day");
    return first.equals(last) ? first : first + " 至 " + last;
  }

  private List<Hit> plans(String pattern) {
    return query(
        """
        select id, number, title, first_day, last_day from dispatch.plan
        where (number ilike :pattern or title ilike :pattern)
          and cast(:only as text) is null
        order by changed_at desc, id limit :limit
        """,
        pattern,
        null,
        (row, number) ->
            new Hit(
                row.getString("title"),
                "方案 "
                    + row.getString("number")
                    + "，"
                    + row.getString("first_day")
                    + " 至 "
                    + row.getString("last_day"),
                "/dispatch/plans/" + row.getObject("id", UUID.class)));
  }

  private List<Hit> query(
      String sql, String pattern, @Nullable String only, RowMapper<Hit> mapper) {
    return database
        .sql(sql)
        .param("pattern", pattern)
        .param("only", only)
        .param("limit", SHOWN + 1)
        .query(mapper)
        .list();
  }

  private static List<Hit> articles(String text) {
    return Regulation.measures().articles().stream()
        .filter(article -> texts(article, text).anyMatch(each -> each.contains(text)))
        .map(article ->
            new Hit(
                article.heading() + " " + article.title(),
                article.summary(),
                "/regulation/articles/" + article.number()))
        .toList();
  }

  private static Stream<String> texts(ArticleText article, String text) {
    if (text.equals(String.valueOf(article.number()))) {
      return Stream.of(text);
    }
    return Stream.of(
            Stream.of(article.heading(), article.title(), article.summary()),
            article.paragraphs().stream(),
            article.items().stream().map(item -> item.text()))
        .flatMap(each -> each);
  }
}
