package dev.sonde.cli.text;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of one run as lines for people, in their order. A kind that this release does not
 * know stays JSON.
 */
public final class RecordText {
  private static final int SHOWN_METHODS = 3;
  private static final int SHOWN_LEFT = 5;

  private final Style style;
  private final CallText calls;
  private final Invocation invocation;
  private long callLimit;
  private String lastMethod = "";

  public RecordText(Style style, ZoneId zone, Invocation invocation) {
    this.style = style;
    this.invocation = invocation;
    this.calls = new CallText(style, zone);
  }

  public List<String> lines(Map<String, ? extends @Nullable Object> record) {
    Fields fields = new Fields(record);
    return switch (fields.text("kind")) {
      case "start" -> start(fields);
      case "woven" -> later(fields);
      case "call" -> calls.of(fields);
      case "tree" -> new TreeText(style, calls).of(fields);
      case "method" -> method(fields);
      case "text" -> List.of(fields.text("text"));
      case "value" -> new StateText(style).of(fields);
      case "warning" ->
          List.of(style.yellow("warning") + "  " + fields.text("id") + ": " + fields.text("text"));
      case "end" -> List.of(end(fields));
      default -> List.of(Json.line(record));
    };
  }

  /**
   * A row of {@code find}: the command that traces the method, or the reason why none can. Methods
   * that differ in what they return alone, as obfuscators make them, have one command.
   */
  private List<String> method(Fields row) {
    String line =
        row.flag("weavable")
            ? command(row) + rate(row)
            : style.dim("# not " + row.text("pattern") + ": " + row.text("reason"));
    if (line.equals(lastMethod)) return List.of();
    lastMethod = line;
    return List.of(line);
  }

  /**
   * Words of the JVM that somebody may paste into a shell: as Sonde writes them, and else as a
   * comment.
   */
  private String command(Fields row) {
    String written = row.text("command");
    return written.matches("sonde trace (?:\\d+ )?'[^']*'")
        ? invocation.command(written)
        : "# " + written;
  }

  /** Behind a command, as a comment, so that the line can still be pasted. */
  private String rate(Fields row) {
    if (!(row.get("rate") instanceof Number rate)) return "";
    long calls = Math.round(rate.doubleValue());
    String shown =
        calls == 0 && rate.doubleValue() > 0 ? "< 1 call/s" : Amounts.count(calls) + " calls/s";
    return style.dim("  # " + shown);
  }

  private List<String> start(Fields start) {
    callLimit = start.fields("limits").number("calls");
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold((start.has("of") ? start.text("of") : "trace") + " " + start.number("trace"))
            + "  "
            + woven(start)
            + "; until "
            + limits(start.fields("limits")));
    if (start.has("condition")) lines.add("when  " + start.text("condition"));
    for (String note : start.texts("notes")) lines.add("note  " + note);
    if (start.has("inside")) lines.add("inside  " + inside(start.fields("inside")));
    lines.addAll(left(start.each("left")));
    lines.addAll(sight(start));
    if (start.has("stop")) lines.add(style.dim("stop: " + stop(start.text("stop"))));
    return lines;
  }

  private String stop(String how) {
    return how.startsWith("sonde ")
        ? invocation.ending() + ", or from elsewhere " + invocation.command(how)
        : how; // at a prompt
  }

  private static String inside(Fields inside) {
    return inside.text("pattern").replace(";", ", ")
        + ": "
        + Amounts.counted(inside.number("methods"), "method");
  }

  /** Where more or less of values is shown than usual. */
  private static List<String> sight(Fields start) {
    List<String> lines = new ArrayList<>();
    if (start.has("withheld"))
      lines.add(
          "types only  " + start.text("withheld") + " is not granted here: no value is captured");
    List<String> revealed = new ArrayList<>();
    if (start.get("revealed") instanceof List<?> names)
      names.forEach(name -> revealed.add(Escaped.line(String.valueOf(name))));
    if (!revealed.isEmpty())
      lines.add("revealed  " + String.join(", ", revealed) + ": shown, though redacted by name");
    return lines;
  }

  /** Classes that were loaded while the trace ran. */
  private List<String> later(Fields record) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold("woven later") + "  " + woven(record));
    lines.addAll(left(record.each("left")));
    return lines;
  }

  private static String woven(Fields record) {
    String counts =
        Amounts.counted(record.number("methods"), "method")
            + " of "
            + Amounts.counted(record.number("classes"), "class");
    List<Fields> woven = record.each("woven");
    if (woven.isEmpty()) return counts;
    List<String> names = new ArrayList<>();
    for (Fields each : woven.subList(0, Math.min(SHOWN_METHODS, woven.size())))
      names.add(Names.method(each.get("class"), each.get("method")) + parameters(each));
    return counts + ": " + String.join(", ", names) + (woven.size() > SHOWN_METHODS ? ", .." : "");
  }

  private static String parameters(Fields woven) {
    return "("
        + String.join(
            ", ",
            woven.each("params").stream().map(each -> Names.simple(each.text("type"))).toList())
        + ")";
  }

  private List<String> left(List<Fields> left) {
    List<String> lines = new ArrayList<>();
    for (Fields each : left.subList(0, Math.min(SHOWN_LEFT, left.size()))) {
      String method = each.text("method").replaceFirst("\\(.*", "");
      lines.add(
          "left alone  "
              + Names.method(each.get("class"), method)
              + Descriptors.inBrackets(each.text("descriptor"))
              + ": "
              + each.text("reason"));
    }
    if (left.size() > SHOWN_LEFT)
      lines.add(
          "left alone  "
              + Amounts.count(left.size() - SHOWN_LEFT)
              + " more; "
              + invocation.command("sonde find")
              + " lists them");
    return lines;
  }

  private static String limits(Fields limits) {
    List<String> all = new ArrayList<>();
    if (limits.number("calls") > 0) all.add(Amounts.counted(limits.number("calls"), "call"));
    if (limits.number("millis") > 0) all.add(Amounts.millis(limits.number("millis")));
    return all.isEmpty() ? "stopped" : String.join(" or ", all);
  }

  private String end(Fields end) {
    if (end.text("of").equals("stats")) return endOfStats(end);
    String of =
        callLimit > 0
            ? " of " + Amounts.counted(callLimit, "call")
            : " " + (end.number("delivered") == 1 ? "call" : "calls");
    return style.bold("end " + end.text("reason"))
        + "  "
        + Amounts.count(end.number("delivered"))
        + of
        + " in "
        + Amounts.millis(end.number("millis"))
        + "; "
        + counts(end)
        + advice(end);
  }

  private String endOfStats(Fields end) {
    return style.bold("end " + end.text("reason"))
        + "  "
        + Amounts.counted(end.number("matched"), "call")
        + ", "
        + Amounts.counted(end.number("errors"), "error")
        + " in "
        + Amounts.millis(end.number("millis"))
        + "; "
        + counts(end)
        + advice(end);
  }

  private String advice(Fields end) {
    return end.text("advice").isEmpty() ? "" : ". " + invocation.advice(end.text("advice"));
  }

  private static String judged(Fields condition) {
    String told = ", condition false " + Amounts.count(condition.number("false"));
    if (condition.number("failed") == 0) return told;
    return told
        + " and undecided "
        + Amounts.count(condition.number("failed"))
        + " ("
        + condition.text("reason")
        + ")";
  }

  private static String counts(Fields end) {
    StringBuilder out = new StringBuilder(Amounts.count(end.number("seen"))).append(" seen");
    for (String each : List.of("dropped", "late", "skipped", "outside"))
      if (end.number(each) > 0)
        out.append(", ").append(each).append(' ').append(Amounts.count(end.number(each)));
    if (end.has("condition")) out.append(judged(end.fields("condition")));
    if (end.fraction("overhead") > 0)
      out.append(", overhead ")
          .append(Amounts.percent(end.fraction("overhead")))
          .append(" of a core");
    out.append(", failed ").append(Amounts.count(end.number("failed")));
    if (end.number("open") > 0)
      out.append("; ").append(Amounts.counted(end.number("open"), "call")).append(" still open");
    return out.toString();
  }
}
