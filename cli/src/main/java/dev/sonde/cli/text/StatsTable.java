package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stats} has told last of each method, one row each: of the whole run, and of the last
 * interval.
 */
public final class StatsTable {
  private static final List<String> HEAD =
      List.of(
          "method", "count", "per s", "errors", "open", "p50", "p90", "p99", "max", "p50 now",
          "p99 now", "");

  private static final String BETWEEN = "  ";

  /** Lines of a terminal that are not for rows: head, rest, state, and what is above and below. */
  private static final int OTHER_LINES = 6;

  /** Methods of which all are told at the end, called or not. */
  private static final int FEW = 10;

  /** What is left of a method's name where a terminal is too narrow for all columns. */
  private static final int SHORTEST_NAME = 16;

  private final Style style;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private static final class Row {
    final Spark spark = new Spark();
    Fields last = new Fields(Map.of());
    Fields interval = new Fields(Map.of());
  }

  public StatsTable(Style style) {
    this.style = style;
  }

  /** A record of kind {@code stats}. */
  public void add(Map<String, ? extends @Nullable Object> record) {
    Fields fields = new Fields(record);
    String key = fields.text("class") + "." + fields.text("method") + fields.text("descriptor");
    Row row = rows.computeIfAbsent(key, any -> new Row());
    row.last = fields;
    if (!fields.has("interval")) return;
    row.interval = fields.fields("interval");
    row.spark.add(row.interval.fraction("rate"));
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** All methods that were called, those with most calls first; of few methods the others, too. */
  public List<String> lines() {
    List<Row> called = byCount();
    if (called.size() <= FEW) return lines(called, 0);
    called.removeIf(row -> row.last.number("count") == 0 && row.last.number("open") == 0);
    List<String> lines = new ArrayList<>(lines(called, 0));
    int others = rows.size() - called.size();
    if (others > 0) lines.add(Amounts.counted(others, "method") + " more, without a call");
    return lines;
  }

  private List<Row> byCount() {
    List<Row> sorted = new ArrayList<>(rows.values());
    sorted.sort(Comparator.comparingLong((Row row) -> row.last.number("count")).reversed());
    return sorted;
  }

  /**
   * The rows with most calls, as many as a terminal has room for. Where it is narrow, names of
   * methods lose their beginnings, and then the last columns are left out.
   *
   * @param height of the terminal, in lines
   * @param width in letters; 0: nobody knows, and none is lost
   */
  public List<String> shown(int height, int width) {
    int room = Math.max(1, height - OTHER_LINES);
    if (rows.size() <= room) return lines(new ArrayList<>(rows.values()), width);
    List<Row> most = byCount();
    List<String> lines = new ArrayList<>(lines(most.subList(0, room), width));
    lines.add(Amounts.counted(most.size() - room, "method") + " more, with fewer calls");
    return lines;
  }

  private List<String> lines(List<Row> shown, int width) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEAD);
    for (Row each : shown) cells.add(cells(each));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : cells)
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    if (width > 0) widths = fitting(widths, width);
    List<String> lines = new ArrayList<>();
    for (List<String> row : cells) lines.add(line(row, widths));
    lines.set(0, style.bold(lines.get(0)));
    return lines;
  }

  /** Of the columns that have room, names with what the numbers leave; the bars may be cut. */
  private static int[] fitting(int[] widths, int width) {
    int shortest = Math.min(widths[0], SHORTEST_NAME);
    int numbers = 0;
    int columns = 1;
    for (; columns < widths.length - 1; columns++) {
      int wider = numbers + BETWEEN.length() + widths[columns];
      if (shortest + wider > width) break;
      numbers = wider;
    }
    int[] fitting = Arrays.copyOf(widths, columns == widths.length - 1 ? widths.length : columns);
    fitting[0] = Math.min(widths[0], Math.max(shortest, width - numbers));
    return fitting;
  }

  private static String shortened(String name, int width) {
    return name.length() <= width ? name : "…" + name.substring(name.length() - width + 1);
  }

  private List<String> cells(Row row) {
    Fields last = row.last;
    double rate = last.has("rate") ? last.fraction("rate") : row.interval.fraction("rate");
    return List.of(
        name(last),
        Amounts.count(last.number("count")),
        rate(rate),
        Amounts.count(last.number("errors")),
        Amounts.count(last.number("open")),
        time(last, "p50Nanos"),
        time(last, "p90Nanos"),
        time(last, "p99Nanos"),
        time(last, "maxNanos"),
        time(row.interval, "p50Nanos"),
        time(row.interval, "p99Nanos"),
        row.spark.text());
  }

  /** Numbers stand to the right, so that their digits stand below each other. */
  private static String line(List<String> cells, int[] widths) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = i == 0 ? shortened(cells.get(i), widths[i]) : cells.get(i);
      String space = " ".repeat(widths[i] - cell.length());
      boolean text = i == 0 || i == HEAD.size() - 1;
      out.append(i == 0 ? "" : BETWEEN).append(text ? "" : space).append(cell);
      if (text) out.append(space);
    }
    return out.toString().stripTrailing();
  }

  private String name(Fields row) {
    String name = Names.method(row.get("class"), row.get("method"));
    long same =
        rows.values().stream()
            .filter(
                each -> Names.method(each.last.get("class"), each.last.get("method")).equals(name))
            .count();
    return same < 2 ? name : name + Descriptors.inBrackets(row.text("descriptor"));
  }

  private static String time(Fields fields, String name) {
    return fields.number("count") == 0 ? "-" : Amounts.nanos(fields.number(name));
  }

  private static String rate(double rate) {
    return rate == 0 || rate >= 10
        ? Amounts.count(Math.round(rate))
        : String.format(Locale.ROOT, "%.1f", rate);
  }
}
