package dev.sonde.cli.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of an audit file as a table. What stands in them was written by others. */
public final class AuditTable {
  private static final int DIGITS = 12;
  private static final int LONGEST = 40;

  private AuditTable() {}

  public static List<String> of(List<Map<String, @Nullable Object>> lines) {
    Table table =
        new Table("TIME", "KIND", "PID", "USER", "RESULT", "PLUGIN", "ROOT", "REASON", "WHAT");
    for (Map<String, @Nullable Object> each : lines) {
      table.row(
          cell(each, "time"),
          cell(each, "kind"),
          cell(each, "pid"),
          cell(each, "user"),
          cell(each, "result"),
          plugin(each),
          root(each),
          cell(each, "reason"),
          what(each));
    }
    return table.lines();
  }

  /** When a line was written; long ago, where it does not say. */
  public static Instant time(Map<String, @Nullable Object> line) {
    try {
      if (line.get("time") instanceof Long millis) return Instant.ofEpochMilli(millis);
      return Instant.parse(String.valueOf(line.get("time")));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static String plugin(Map<String, @Nullable Object> line) {
    if (line.get("version") == null) return cell(line, "plugin");
    return cell(line, "plugin") + " " + cell(line, "version");
  }

  private static String root(Map<String, @Nullable Object> line) {
    String root = cell(line, "root");
    return root.length() > DIGITS ? root.substring(0, DIGITS) : root;
  }

  /** The command, or what else there is to say. */
  private static String what(Map<String, @Nullable Object> line) {
    if (line.get("command") == null) return cell(line, "main");
    String args = line.get("args") instanceof List<?> list ? " " + words(list) : "";
    return cell(line, "command") + args;
  }

  private static String words(List<?> list) {
    StringBuilder words = new StringBuilder();
    for (Object each : list) words.append(words.length() == 0 ? "" : " ").append(each);
    return Escaped.line(words.toString());
  }

  private static String cell(Map<String, @Nullable Object> line, String key) {
    Object value = line.get(key);
    String text = value == null ? "" : Escaped.line(value.toString());
    if (text.isEmpty()) return "-";
    boolean cut = text.length() > LONGEST && !key.equals("root");
    return cut ? text.substring(0, LONGEST - 1) + "…" : text;
  }
}
