package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a head line, in columns two spaces apart. The last column is as long as it likes. */
public final class Table {
  private final List<String[]> rows = new ArrayList<>();

  public Table(String... head) {
    rows.add(head);
  }

  public void row(String... cells) {
    if (cells.length != rows.get(0).length)
      throw new IllegalArgumentException(Arrays.toString(cells));
    rows.add(cells);
  }

  public List<String> lines() {
    int[] widths = new int[rows.get(0).length - 1];
    for (String[] row : rows)
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row[i].length());
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < widths.length; i++)
      out.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
    return out.append(row[widths.length]).toString().stripTrailing();
  }
}
