package dev.sonde.cli;

import dev.sonde.cli.text.Painted;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The lines at the foot of a terminal that are rewritten in place, below all that stays. There is
 * one of a terminal: who prints there takes it away before, or prints {@link #above} it. Any
 * thread.
 */
final class Foot {
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";
  private static final String CLEAR_BELOW = "\r\u001b[J";

  private final PrintStream err;
  private final Supplier<Window> window;
  private final boolean reflows;
  private List<String> lines = List.of();
  private Window drawnIn = Window.UNKNOWN;

  /**
   * @param reflows whether the terminal wraps what is there anew when it gets narrower
   */
  Foot(PrintStream err, Supplier<Window> window, boolean reflows) {
    this.err = err;
    this.window = window;
    this.reflows = reflows;
  }

  /** Of what cannot be rewritten, or has no size. */
  static Foot of(PrintStream err) {
    return new Foot(err, () -> Window.UNKNOWN, false);
  }

  /** Of this process; nearly all terminals reflow, and those that do not can be told. */
  static Foot ofProcess(PrintStream err, Map<String, String> environment) {
    boolean crops =
        environment.containsKey("XTERM_VERSION")
            || environment.containsKey("STY") // GNU screen
            || "linux".equals(environment.get("TERM"));
    return new Foot(err, new OwnWindow(), !crops);
  }

  /** How much room there is. */
  Window window() {
    return window.get();
  }

  /** Shows these lines in place of what is there; of too many, the first ones and the last. */
  synchronized void show(List<String> wanted) {
    Window now = window.get();
    String home = home(now);
    lines = fitting(wanted, now);
    drawnIn = now;
    err.print(home + WRAP_OFF + String.join("\r\n", lines) + "\r\n" + WRAP_ON);
    err.flush();
  }

  /** Takes them away, and tells whether there were any. */
  synchronized boolean clear() {
    if (lines.isEmpty()) return false;
    err.print(home(window.get()));
    err.flush();
    lines = List.of();
    return true;
  }

  /** Prints what stays, and the foot again below it. */
  synchronized void above(Runnable print) {
    List<String> kept = lines;
    clear();
    print.run();
    if (!kept.isEmpty()) show(kept);
  }

  private static List<String> fitting(List<String> wanted, Window now) {
    List<String> fit = new ArrayList<>(wanted);
    while (now.rows() > 2 && fit.size() >= now.rows()) fit.remove(fit.size() - 2);
    if (now.columns() > 0) fit.replaceAll(each -> Painted.cut(each, now.columns()));
    return fit;
  }

  /** Moves to the first line, and takes all away from there on. */
  private String home(Window now) {
    int rows = 0;
    boolean narrower = reflows && now.columns() < drawnIn.columns();
    for (String each : lines) rows += narrower ? now.rowsOf(Painted.letters(each)) : 1;
    return (rows == 0 ? "" : "\u001b[" + rows + "A") + CLEAR_BELOW;
  }
}
