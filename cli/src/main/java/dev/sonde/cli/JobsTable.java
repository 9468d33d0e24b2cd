package dev.sonde.cli;

import dev.sonde.cli.text.Amounts;
import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The traces of a prompt, one a line. */
final class JobsTable {
  private JobsTable() {}

  static List<String> lines(List<Job> jobs) {
    Table table = new Table("N", "STATE", "SEEN", "DELIVERED", "DROPPED", "LEFT", "COMMAND");
    for (Job each : jobs) {
      Map<String, @Nullable Object> last = each.last();
      table.row(
          Integer.toString(each.number()),
          each.over() ? "ended " + last.getOrDefault("reason", "") : "live",
          Amounts.count(number(last, "seen")),
          Amounts.count(number(last, "delivered")),
          Amounts.count(number(last, "dropped")),
          each.over() ? "-" : Amounts.seconds(Math.round(number(last, "millisLeft") / 1000.0)),
          Escaped.line(String.join(" ", each.shown())));
    }
    return table.lines();
  }

  private static long number(Map<String, @Nullable Object> record, String key) {
    return record.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
