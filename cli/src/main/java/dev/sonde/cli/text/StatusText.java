package dev.sonde.cli.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a running trace on one line, which a terminal rewrites each second. */
public final class StatusText {
  private StatusText() {}

  public static String of(Map<String, ? extends @Nullable Object> status) {
    Fields fields = new Fields(status);
    if (fields.text("of").equals("stats")) return ofStats(fields);
    return "seen "
        + Amounts.count(fields.number("seen"))
        + judged(fields)
        + ", matched "
        + Amounts.count(fields.number("matched"))
        + ", delivered "
        + Amounts.count(fields.number("delivered"))
        + ", dropped "
        + Amounts.count(fields.number("dropped"))
        + skipped(fields.number("skipped"))
        + ", failed "
        + Amounts.count(fields.number("failed"))
        + ", overhead "
        + Amounts.percent(fields.fraction("overhead"))
        + " of a core"
        + left(fields);
  }

  private static String skipped(long calls) {
    return calls == 0 ? "" : ", skipped " + Amounts.count(calls);
  }

  /** What the table above it does not say. */
  private static String ofStats(Fields fields) {
    return "seen "
        + Amounts.count(fields.number("seen"))
        + judged(fields)
        + ", failed "
        + Amounts.count(fields.number("failed"))
        + ", overhead about "
        + Amounts.percent(fields.fraction("overhead"))
        + " of a core"
        + left(fields);
  }

  private static String judged(Fields fields) {
    if (!fields.has("condition")) return "";
    Fields condition = fields.fields("condition");
    String told = ", condition false " + Amounts.count(condition.number("false"));
    long undecided = condition.number("failed");
    return undecided == 0 ? told : told + " and undecided " + Amounts.count(undecided);
  }

  private static String left(Fields fields) {
    String time =
        fields.has("millisLeft")
            ? ", " + Amounts.seconds(Math.round(fields.number("millisLeft") / 1000.0)) + " left"
            : "";
    return time
        + (fields.number("callsLeft") > 0
            ? ", " + Amounts.counted(fields.number("callsLeft"), "call") + " left"
            : "");
  }
}
