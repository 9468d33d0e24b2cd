package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import org.jspecify.annotations.Nullable;

/** How many calls somebody counts on, for scripts: fewer are a failure. */
record Expected(long calls) {
  private static final int USUAL = 100;

  /** Of the option {@code expect}; null: none. */
  static Expected of(@Nullable String text) {
    if (text == null) return new Expected(0);
    if (text.matches("[1-9]\\d{0,9}")) return new Expected(Long.parseLong(text));
    throw new SondeException(
        ErrorId.USAGE,
        "expected --expect to be a number of calls from 1 to 9999999999 and got " + text);
  }

  /** Of calls, where none was asked for: more can be expected than usually come. */
  String limit() {
    return Long.toString(Math.max(USUAL, calls));
  }

  /** How the run has ended, which is worse than too few calls where it did not end well. */
  Exit exit(RecordPrinter printer, Terminal terminal) {
    Exit exit = printer.exit();
    if (exit != Exit.DONE || printer.calls() >= calls) return exit;
    terminal.error(
        ErrorId.TOO_FEW.id()
            + ": expected at least "
            + calls
            + " calls, got "
            + printer.calls()
            + "; the end record says why");
    return Exit.TOO_FEW;
  }
}
