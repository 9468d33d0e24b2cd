package dev.sonde.cli.text;

import dev.sonde.operator.attach.Hindsight;
import java.util.ArrayList;
import java.util.List;

/** What a JVM says of Sonde afterwards, on a line. */
public final class HindsightText {
  private static final int MOST_NAMES = 3;

  private HindsightText() {}

  /**
   * @param others sessions that are in the JVM still
   */
  public static String of(Hindsight seen, int others) {
    if (!seen.failure().isEmpty())
      return "not verified  the JVM could not be asked: " + Escaped.line(seen.failure());
    if (seen.clean())
      return "verified  from outside, by GC.class_histogram, VM.class_hierarchy and Thread.print: 0"
          + " classes and 0 threads of Sonde, in "
          + Amounts.millis(seen.millis());
    List<String> left = new ArrayList<>();
    if (!seen.classes().isEmpty()) left.add(some(seen.classes(), "class"));
    if (!seen.threads().isEmpty()) left.add(some(seen.threads(), "thread"));
    String because =
        others == 0 ? "" : "; " + Amounts.counted(others, "other session") + " may be why";
    return "not verified  from outside there are " + String.join(" and ", left) + because;
  }

  private static String some(List<String> names, String noun) {
    String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return Amounts.counted(names.size(), noun)
        + " of Sonde ("
        + Escaped.line(shown)
        + (names.size() > MOST_NAMES ? ", .." : "")
        + ")";
  }
}
