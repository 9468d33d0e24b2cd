package dev.sonde.tracer.words;

import dev.sonde.api.UsageException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no target could understand, in the words and in the order in which a target does:
 * for the operator, before it attaches. What it lets pass may still be refused there.
 */
public final class Spelling {
  private static final int MOST_PERCENT = 100_000;
  private static final long MOST_IN_A_SECOND = 1_000_000_000_000L;
  private static final int MOST_MEGABYTES = 1_000_000;
  private static final int MOST_WOVEN = 10_000;

  private final Map<String, String> options;

  private Spelling(Map<String, String> options) {
    this.options = options;
  }

  /**
   * @param options as the plugin gets them
   * @throws UsageException as the plugin's command would
   */
  public static void check(String command, List<String> args, Map<String, String> options)
      throws UsageException {
    if (command.equals("get")) {
      for (String each : args) Sentence.expression(each);
    } else new Spelling(options).check(args);
  }

  private void check(List<String> patterns) throws UsageException {
    upTo(MOST_PERCENT, "overhead");
    upTo(MOST_IN_A_SECOND, "max-events");
    upTo(MOST_IN_A_SECOND, "max-seen");
    upTo(MOST_MEGABYTES, "max-memory");
    Capture.of(options.get("capture"), options.get("stack"));
    String sample = options.get("sample");
    if (sample != null) Figures.oneOf(sample);
    // find has a time by this name, and the operator has read it.
    String rate = options.get("rate");
    if (rate != null && options.containsKey("limit")) Figures.pace(rate);
    patterns(options.get("except"), true);
    ShellWords.refuseFiles(patterns);
    for (String each : patterns) new PatternReader(each, false).read();
    upTo(MOST_WOVEN, "max-classes");
    upTo(MOST_WOVEN, "max-methods");
    String when = options.get("when");
    if (when != null) Sentence.condition(when);
    patterns(options.get("inside"), false);
  }

  private void upTo(long most, String name) throws UsageException {
    String text = options.get(name);
    if (text != null) Figures.upTo(most, name, text);
  }

  private static void patterns(@Nullable String list, boolean anyClass) throws UsageException {
    if (list == null) return;
    for (String each : list.split(";"))
      if (!each.isBlank()) new PatternReader(each, anyClass).read();
  }
}
