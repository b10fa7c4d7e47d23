package cn.dudao.platform.calendar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * 工作日: which days are worked, by the State Council's yearly notices on holidays
 * (国务院办公厅关于部分节假日安排的通知). A year without a notice is counted by weekends alone, and {@link
 * #warningFor} says so.
 */
public final class WorkingDays {

  private static final WorkingDays STATE_COUNCIL = read("holidays.csv");

  /** What the notices say of a day: false a holiday, true worked though it is a weekend. */
  private final Map<LocalDate, Boolean> announced;

  private final NavigableSet<Integer> years = new TreeSet<>();

  WorkingDays(Map<LocalDate, Boolean> announced) {
    this.announced = Map.copyOf(announced);
    announced.keySet().forEach(day -> years.add(day.getYear()));
  }

  /** The published calendars that come with the software. */
  public static WorkingDays stateCouncil() {
    return STATE_COUNCIL;
  }

  private static WorkingDays read(String resource) {
    Map<LocalDate, Boolean> announced = new HashMap<>();
    try (InputStream in = Objects.requireNonNull(WorkingDays.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("date,"))
          .map(line -> line.split(","))
          .forEach(cells -> announced.put(LocalDate.parse(cells[0]), cells[1].equals("班")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WorkingDays(announced);
  }

  public boolean isWorkingDay(LocalDate day) {
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return announced.getOrDefault(day, !weekend);
  }

  /**
   * The day so many working days after a day, which itself does not count; with 0 the day itself.
   */
  public LocalDate after(LocalDate day, int workingDays) {
    LocalDate result = day;
    for (int left = workingDays; left > 0; ) {
      result = result.plusDays(1);
      if (isWorkingDay(result)) {
        left--;
      }
    }
    return result;
  }

  /** Working days after {@code from}, up to and including {@code to}; 0 if it is not later. */
  public int between(LocalDate from, LocalDate to) {
    return (int)
        from.datesUntil(to.isBefore(from) ? from : to)
            .map(day -> day.plusDays(1))
            .filter(this::isWorkingDay)
            .count();
  }

  /** Whether a year's calendar is known. */
  public boolean knows(int year) {
    return years.contains(year);
  }

  /** What to tell a person who relies on a year's working days; empty if its calendar is known. */
  public Optional<String> warningFor(int year) {
    return knows(year) ? Optional.empty() : Optional.of(year + "年的节假日安排尚未录入，工作日暂按周末推算。");
  }
}
