package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import java.nio.file.Path;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The option {@code --detach}: the command goes on in a process of its own, which no terminal ends.
 * Here is both: what is said to who asked for it, and what that process does differently.
 */
final class Detached {
  /** In the environment of the process that goes on. */
  static final String MARK = "SONDE_DETACHED";

  private static final String DETACH = "--detach";

  private Detached() {}

  static OptionSpec option() {
    return Words.flag(
        "Go on when this terminal is closed: in a process of its own, for the time of --for, into"
            + " the file of --out, which is begun anew at 64 MB (the one before stays as FILE.1)."
            + " sonde follow shows it, sonde stop ends it. Or into the file of --record, with a limit"
            + " of calls; sonde replay shows what is there.",
        DETACH);
  }

  static boolean wanted(ParseResult words) {
    return words.hasMatchedOption(DETACH);
  }

  /** Whether this is the process that goes on. */
  static boolean here() {
    return System.getenv(MARK) != null;
  }

  /** Begins it, and returns when its trace is armed. */
  static Exit begin(ParseResult words, Desk desk) throws InterruptedException {
    if (!Limits.saysTime(words))
      throw new SondeException(
          ErrorId.USAGE,
          "expected --for with --detach, as in --for 8h: nobody sits there to end it");
    if (!FileLines.wanted(words) && !Recorder.wanted(words))
      throw new SondeException(
          ErrorId.USAGE,
          "expected --out FILE with --detach, or --record FILE: there is no terminal to print to");
    return new DetachedProcess(desk).begin(words.originalArgs());
  }

  static Lines lines(ParseResult words, Desk desk) {
    if (!wanted(words)) return FileLines.of(words, desk);
    return FileLines.wanted(words)
        ? new RollingLines(FileLines.asked(words), RollingLines.FULL)
        : Lines.nowhere();
  }

  /** Tells who has asked, once the trace is armed. */
  static Visit.Listener listener(RecordPrinter printer, ParseResult words, Desk desk) {
    if (!wanted(words)) return printer;
    boolean lines = FileLines.wanted(words);
    Path file = lines ? FileLines.asked(words) : Recorder.asked(words);
    return new Announcement(printer, file, lines, desk.terminal(), Words.wantsJson(words));
  }
}
