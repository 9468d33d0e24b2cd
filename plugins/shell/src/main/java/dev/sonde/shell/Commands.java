package dev.sonde.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands of Sonde's plugins as values, for snippets. An option is a word with dashes, as
 * {@code --limit=3} or {@code --lazy}; its names are those of the command line, the long ones.
 * Every method throws {@link Refused} where a command is refused or fails.
 */
public final class Commands {
  private static final String TRACER = "tracer-full";

  private static volatile @Nullable Errands errands;

  private Commands() {}

  /** Who runs them; null when the shell ends. */
  static void by(@Nullable Errands now) {
    errands = now;
  }

  /** Begins a trace, which lasts until its limit, its time, or {@link Running#stop}. */
  public static Running trace(String pattern) {
    return trace(pattern, "");
  }

  /**
   * As above, of calls that meet a condition.
   *
   * @param when as {@code id == null}; empty: all calls. No condition begins with two dashes: such
   *     a word is the first option
   */
  public static Running trace(String pattern, String when, String... options) {
    List<String> words = words(pattern, options);
    if (when.startsWith("--")) words.add(1, when);
    else if (!when.isBlank()) words.add("--when=" + when);
    return begin(TRACER, "trace", words).awaitStart();
  }

  /** Begins to count and time: a record of each method, about each second. */
  public static Running stats(String pattern, String... options) {
    return begin(TRACER, "stats", words(pattern, options)).awaitStart();
  }

  /** What a trace would weave, and why not the rest. */
  public static List<Map<String, @Nullable Object>> find(String pattern, String... options) {
    return begin(TRACER, "find", words(pattern, options)).all();
  }

  /**
   * What static fields lead to, as {@code sonde get} shows it: redacted, and bounded in depth.
   *
   * @param expression as {@code com.acme.App.orders.size}
   */
  public static @Nullable Object get(String expression, String... options) {
    List<Map<String, @Nullable Object>> rows =
        begin(TRACER, "get", words(expression, options)).all();
    if (rows.size() > 1)
      throw new Refused(
          "SONDE-NO-MATCH: "
              + rows.size()
              + " class loaders have the class: choose one, as in {"
              + rows.get(0).get("loader")
              + "}"
              + expression);
    return rows.get(0).get("value");
  }

  /**
   * Any command of any plugin.
   *
   * @param plugin as {@code sonde run} takes it: {@code ID}, {@code ID@VERSION}, {@code NAME/ID}
   */
  public static Running run(String plugin, String command, String... words) {
    return begin(plugin, command, Arrays.asList(words)).awaitSign();
  }

  /** The objects of a class, as {@link Peek#instances} finds them. */
  public static <T> List<T> instances(Class<T> type) throws Exception {
    return Peek.instances(type);
  }

  private static Running begin(String plugin, String command, List<String> words) {
    Errands by = errands;
    if (by == null) throw new IllegalStateException("expected an open shell, it was left");
    return by.begin(plugin, command, words);
  }

  private static List<String> words(String first, String... options) {
    List<String> words = new ArrayList<>(List.of(first));
    for (String each : options)
      if (each.startsWith("--")) words.add(each);
      else
        throw new Refused("SONDE-USAGE: expected options, as \"--limit=3\", got \"" + each + "\"");
    return words;
  }
}
