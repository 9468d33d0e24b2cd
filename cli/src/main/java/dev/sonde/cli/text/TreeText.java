package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A tree of calls for people, a line for each, with its part of the outer call's time. */
final class TreeText {
  /** Of one call; JSON has all. */
  private static final int MOST_INNER = 50;

  private static final String INDENT = " ".repeat(13);

  private final Style style;
  private final CallText calls;

  TreeText(Style style, CallText calls) {
    this.style = style;
    this.calls = calls;
  }

  List<String> of(Fields tree) {
    List<String> lines = new ArrayList<>();
    Fields root = tree.fields("root");
    String lost = tree.flag("complete") ? "" : style.yellow("  the call around it is not here");
    lines.add(calls.when(root) + "  " + line(root) + calls.caller(root) + lost);
    inner(root, INDENT, lines);
    return lines;
  }

  private void inner(Fields call, String indent, List<String> lines) {
    List<Fields> inner = call.each("inner");
    int shown = Math.min(MOST_INNER, inner.size());
    for (int i = 0; i < shown; i++) {
      Fields each = inner.get(i);
      boolean last = i + 1 == inner.size();
      lines.add(indent + (last ? "└─ " : "├─ ") + line(each) + share(each.fraction("share")));
      inner(each, indent + (last ? "   " : "│  "), lines);
    }
    if (shown < inner.size()) lines.add(indent + "└─ " + more(inner.subList(shown, inner.size())));
  }

  private static String more(List<Fields> calls) {
    long nanos = 0;
    double share = 0;
    for (Fields each : calls) {
      nanos += each.number("durationNanos");
      share += each.fraction("share");
    }
    return "… " + Amounts.count(calls.size()) + " more  " + Amounts.nanos(nanos) + share(share);
  }

  private static String share(double share) {
    return "  " + Amounts.percent(share);
  }

  /** What was called, how it ended, how long it took, and how long without the inner calls. */
  private String line(Fields call) {
    String own =
        call.each("inner").isEmpty() ? "" : ", own " + Amounts.nanos(call.number("ownNanos"));
    return calls.invoked(call)
        + "  "
        + calls.outcome(call)
        + "  "
        + Amounts.nanos(call.number("durationNanos"))
        + own;
  }
}
