package dev.sonde.cli.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One call on two lines: what was called by which thread, and how it ended. More of them where more
 * was asked for.
 */
final class CallText {
  private static final String INDENT = " ".repeat(13);

  private static final Set<String> REAL =
      Set.of("double", "float", "Double", "Float", "java.lang.Double", "java.lang.Float");

  private final Style style;
  private final DateTimeFormatter clock;

  CallText(Style style, ZoneId zone) {
    this.style = style;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
  }

  List<String> of(Fields call) {
    List<String> lines = new ArrayList<>();
    lines.add(when(call) + "  " + invoked(call));
    if (call.has("this")) lines.add(INDENT + "this " + result(call.fields("this")));
    lines.add(INDENT + outcome(call) + ending(call));
    for (String each : causes(call.fields("thrown"))) lines.add(INDENT + each);
    for (String each : ChangeText.of(call))
      lines.add(INDENT + style.yellow("changed") + " " + each);
    for (Fields each : call.each("stack")) lines.add(INDENT + style.dim("at " + Names.place(each)));
    return lines;
  }

  /** The time of day, and by which thread. */
  String when(Fields call) {
    String time = clock.format(Instant.ofEpochMilli(call.number("at")));
    return style.dim(time) + " " + thread(call.fields("thread"));
  }

  /** What was called with what. */
  String invoked(Fields call) {
    String args =
        call.each("args").stream()
            .map(CallText::argument)
            .collect(Collectors.joining(", ", "(", ")"));
    return style.bold(Names.method(call.get("class"), call.get("method"))) + args;
  }

  /** From where, behind the rest of a line; empty where nobody knows. */
  String caller(Fields call) {
    if (call.get("caller") == null) return "";
    return style.dim("  <- " + Names.place(call.fields("caller")));
  }

  private static String thread(Fields thread) {
    String name = thread.text("name");
    return name.isEmpty() ? "#" + thread.number("id") : name;
  }

  /** With no value it is the type that is shown: what policy allows. */
  private static String argument(Fields argument) {
    String name = argument.text("name");
    return argument.has("value")
        ? (name.isEmpty() ? "" : name + "=") + value(argument)
        : (name.isEmpty() ? "" : name + ": ") + Names.simple(argument.text("type"));
  }

  private static String result(Fields result) {
    return result.has("value") ? value(result) : Names.simple(result.text("type"));
  }

  /** NaN and infinity come as texts, for JSON has no such numbers. */
  private static String value(Fields typed) {
    boolean number = REAL.contains(typed.text("type")) && typed.get("value") instanceof String;
    return number ? typed.text("value") : ValueText.of(typed.get("value"));
  }

  String outcome(Fields call) {
    return switch (call.text("outcome")) {
      case "threw" -> style.red("threw") + " " + thrown(call.fields("thrown"));
      case "returned" ->
          style.green("returned") + (call.has("result") ? " " + result(call.fields("result")) : "");
      default -> call.text("outcome");
    };
  }

  private static String thrown(Fields thrown) {
    String message =
        thrown.get("message") == null ? "" : " " + Escaped.quoted(thrown.get("message").toString());
    String place =
        thrown.has("at") && thrown.get("at") != null
            ? " at " + Names.place(thrown.fields("at"))
            : "";
    return Names.simple(thrown.text("type")) + message + place;
  }

  /** The last one is the root, however many are left out before it. */
  private List<String> causes(Fields thrown) {
    List<String> lines = new ArrayList<>();
    for (Fields each : thrown.each("causes")) lines.add(style.dim("caused by ") + thrown(each));
    long more = thrown.number("moreCauses");
    if (more > 0) lines.add(lines.size() - 1, style.dim("caused by") + " … " + more + " more");
    return lines;
  }

  /** What its thread has used meanwhile, where that was measured. */
  private static String used(Fields call) {
    List<String> used = new ArrayList<>();
    if (call.has("cpuNanos")) used.add("cpu " + Amounts.nanos(call.number("cpuNanos")));
    if (call.has("allocatedBytes"))
      used.add("allocated " + Amounts.bytes(call.number("allocatedBytes")));
    return used.isEmpty() ? "" : " (" + String.join(", ", used) + ")";
  }

  private String ending(Fields call) {
    String depth = call.number("depth") > 0 ? "  depth " + call.number("depth") : "";
    boolean bare = call.text("outcome").equals("returned") && !call.has("result");
    return (bare ? " after " : "  after ")
        + Amounts.nanos(call.number("durationNanos"))
        + used(call)
        + depth
        + caller(call);
  }
}
