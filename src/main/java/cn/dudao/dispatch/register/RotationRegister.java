package cn.dudao.dispatch.register;

import cn.dudao.account.SignedIn;
import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.rules.CurrentRuns;
import cn.dudao.dispatch.rules.RotationRule;
import cn.dudao.dispatch.rules.RotationRun;
import cn.dudao.dispatch.rules.Visit;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.web.ComputedList;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.supervisor.Supervisors;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 第十九条: 轮换台账. How many times in a row people have been at each institution, by both readings, and
 * who stands before the limit. All by the rule's own way of counting.
 */
@Article("19")
@Component
class RotationRegister {

  /** So many tasks of an institution are looked at, more if they make too few occasions. */
  private static final List<Integer> ROUNDS = List.of(8, 64, 512);

  /** Who was there in so many of the last occasions is shown with their runs. */
  private static final int LATELY = 10;

  private static final ComputedList<RotationLine> LIST =
      new ComputedList<>(RotationLine::code)
          .sortable(
              "full",
              Comparator.comparing((RotationLine each) -> -each.full().size())
                  .thenComparing(each -> -each.nearly().size())
                  .thenComparing(RotationLine::name))
          .sortable("name", Comparator.comparing(RotationLine::name))
          .sortable("last", Comparator.comparing(RotationLine::last))
          .sum("full", each -> each.full().size())
          .sum("nearly", each -> each.nearly().size());

  private final JdbcClient sql;
  private final RotationReader reader;
  private final Institutions institutions;
  private final Supervisors supervisors;
  private final ParameterChanges parameters;
  private final Clock clock;

  RotationRegister(
      JdbcClient sql,
      RotationReader reader,
      Institutions institutions,
      Supervisors supervisors,
      ParameterChanges parameters,
      Clock clock) {
    this.sql = sql;
    this.reader = reader;
    this.institutions = institutions;
    this.supervisors = supervisors;
    this.parameters = parameters;
    this.clock = clock;
  }

  /** How many times in a row are permitted today. */
  int limit() {
    return RotationRule.limit(parameters.on(LocalDate.now(clock)));
  }

  /** One page of the institutions. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  Page<RotationLine> list(ListQuery query, SignedIn user) {
    return LIST.page(lines(query, user), query);
  }

  /** All institutions that the filter shows. */
  @Transactional(readOnly = true)
  List<RotationLine> all(ListQuery query, SignedIn user) {
    return LIST.sorted(lines(query, user), query);
  }

  private record Unit(String code, String name, String district) {}

  private record Standing(Occasion last, Map<String, Integer> runs, boolean partial) {}

  private List<RotationLine> lines(ListQuery query, SignedIn user) {
    Map<String, Unit> units = units(query);
    int limit = limit();
    Map<String, Standing> found = new HashMap<>();
    List<String> open = List.copyOf(units.keySet());
    for (int most : ROUNDS) {
      if (open.isEmpty()) {
        break;
      }
      var world = reader.latestOf(open, most, user);
      var runs = world.runs();
      List<String> deeper = new ArrayList<>();
      for (String code : open) {
        List<Occasion> counted = runs.counted(code);
        boolean whole = world.wholeOccasions(code, counted) >= limit;
        if (counted.isEmpty()) {
          continue;
        }
        if (whole || most == ROUNDS.getLast()) {
          found.put(code, standing(world, runs, counted.getLast(), !whole));
        } else {
          deeper.add(code);
        }
      }
      open = deeper;
    }
    return named(units, found, limit, query.filter("state"));
  }

  private static Standing standing(
      RotationWorld world, CurrentRuns runs, Occasion last, boolean partial) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    for (String card : world.team(last)) {
      lengths.put(card, runs.at(card, last.institution(), RotationRun.Reading.UNIT).size());
    }
    return new Standing(last, lengths, partial);
  }

  private List<RotationLine> named(
      Map<String, Unit> units, Map<String, Standing> found, int limit, String state) {
    Set<String> cards = new TreeSet<>();
    found
        .values()
        .forEach(each ->
            each.runs.forEach((card, length) -> {
              if (length >= limit - 1) {
                cards.add(card);
              }
            }));
    Map<String, String> names = supervisors.names(cards);
    List<RotationLine> result = new ArrayList<>();
    found.forEach((code, standing) -> {
      var unit = units.get(code);
      if (unit == null) {
        return;
      }
      List<RotationLine.Person> full = new ArrayList<>();
      List<RotationLine.Person> nearly = new ArrayList<>();
      standing.runs.forEach((card, length) -> {
        var person = new RotationLine.Person(card, names.getOrDefault(card, card), length);
        if (length >= limit) {
          full.add(person);
        } else if (length == limit - 1) {
          nearly.add(person);
        }
      });
      boolean shown =
          switch (state) {
            case "ALL" -> true;
            case "FULL" -> !full.isEmpty();
            case "NEARLY" -> !nearly.isEmpty();
            default -> !full.isEmpty() || !nearly.isEmpty();
          };
      if (shown) {
        result.add(
            new RotationLine(
                code,
                unit.name,
                unit.district,
                standing.last.first(),
                standing.last.last(),
                full,
                nearly,
                standing.partial));
      }
    });
    return result;
  }

  private Map<String, Unit> units(ListQuery query) {
    Map<String, Unit> result = new LinkedHashMap<>();
    sql.sql(
            """
            select code, name, district from institution.institution
            where (:words = '' or strpos(name, :words) > 0 or code = :words)
              and (:district = '' or district = :district)
            order by code
            """)
        .param("words", query.filter("q"))
        .param("district", query.filter("district"))
        .query(row -> {
          String code = row.getString("code");
          result.put(code, new Unit(code, row.getString("name"), row.getString("district")));
        });
    return result;
  }

  /** One institution with all its occasions. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  RotationOfInstitution ofInstitution(String code, SignedIn user) {
    var world = reader.ofInstitution(code, user);
    List<Occasion> counted = world.runs().counted(code);
    List<Occasion> lately = counted.subList(Math.max(0, counted.size() - LATELY), counted.size());
    Set<String> cards = new TreeSet<>();
    lately.forEach(each -> cards.addAll(world.team(each)));
    Set<String> all = new TreeSet<>();
    counted.forEach(each -> all.addAll(world.team(each)));
    Map<String, String> names = supervisors.names(all);
    return new RotationOfInstitution(
        limit(),
        lately.isEmpty() ? List.of() : people(code, cards, lately.getFirst().first(), names, user),
        occasions(world, counted, names));
  }

  private List<RotationOfInstitution.Person> people(
      String code, Set<String> cards, LocalDate since, Map<String, String> names, SignedIn user) {
    var runs = reader.with(code, cards, since, user).runs();
    List<RotationOfInstitution.Person> people = new ArrayList<>();
    for (String card : cards) {
      int unit = runs.at(card, code, RotationRun.Reading.UNIT).size();
      // What the person did elsewhere before that day is not known here.
      int own =
          (int)
              runs.at(card, code, RotationRun.Reading.OWN).stream()
                  .filter(each -> !each.date().isBefore(since))
                  .count();
      if (unit > 0 || own > 0) {
        people.add(
            new RotationOfInstitution.Person(card, names.getOrDefault(card, card), unit, own));
      }
    }
    people.sort(
        Comparator.comparing((RotationOfInstitution.Person each) -> -each.longest())
            .thenComparing(RotationOfInstitution.Person::card));
    return people;
  }

  private static List<RotationOfInstitution.Line> occasions(
      RotationWorld world, List<Occasion> counted, Map<String, String> names) {
    Map<String, Integer> lengths = new HashMap<>();
    List<RotationOfInstitution.Line> lines = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      var occasion = counted.get(i);
      Map<String, Integer> now = new HashMap<>();
      List<RotationLine.Person> team = new ArrayList<>();
      for (String card : world.team(occasion)) {
        int length = lengths.getOrDefault(card, 0) + 1;
        now.put(card, length);
        team.add(new RotationLine.Person(card, names.getOrDefault(card, card), length));
      }
      lengths = now;
      lines.add(
          new RotationOfInstitution.Line(
              i + 1, occasion.first(), occasion.last(), world.numbers(occasion), team));
    }
    return lines.reversed();
  }

  /** One person with all their own occasions. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  RotationOfPerson ofPerson(String card, SignedIn user) {
    List<Visit> visits = reader.ofPerson(card, user).runs().of(card);
    Map<String, String> names =
        institutions.names(visits.stream().map(Visit::institution).distinct().toList());
    List<RotationOfPerson.Line> lines = new ArrayList<>();
    int length = 0;
    for (int i = 0; i < visits.size(); i++) {
      var visit = visits.get(i);
      boolean same = i > 0 && visits.get(i - 1).institution().equals(visit.institution());
      length = same ? length + 1 : 1;
      lines.add(
          new RotationOfPerson.Line(
              i + 1,
              visit.date(),
              visit.halfDay().label(),
              visit.number(),
              visit.institution(),
              names.getOrDefault(visit.institution(), visit.institution()),
              length));
    }
    return new RotationOfPerson(limit(), lines.reversed());
  }
}
