package dev.sonde.cli;

import dev.sonde.cli.text.Amounts;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Tape;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The option {@code --record}: calls go into a file as they come over the wire, which takes a third
 * of the time that printing them takes. Without {@code --out} they are not printed at all.
 */
final class Recorder implements AutoCloseable {
  private static final String RECORD = "--record";
  private static final String LIMIT = "--limit";

  private final @Nullable Path file;
  private final @Nullable FileLines bytes;
  private final @Nullable Tape tape;

  private Recorder(@Nullable Path file, @Nullable FileLines bytes, @Nullable Tape tape) {
    this.file = file;
    this.bytes = bytes;
    this.tape = tape;
  }

  static OptionSpec option() {
    return Words.value(
        "FILE",
        "Keep the calls in this new file, readable by you alone, as they come from the JVM, and"
            + " print none, unless --out is there, too. Three times as many a second as JSON;"
            + " sonde replay FILE shows them.",
        RECORD);
  }

  /**
   * @throws SondeException USAGE where nobody would watch its size
   */
  static void check(ParseResult words) {
    boolean bounded = !words.matchedOptionValue(LIMIT, "100").equals("unlimited");
    if (wanted(words) && Detached.wanted(words) && !bounded)
      throw new SondeException(
          ErrorId.USAGE,
          "--record keeps all that comes in one file, and nobody would see how long that gets: with"
              + " --detach give a limit, as in -n 10000000, which is 0.8 GB at about 80 bytes a call;"
              + " or --out FILE in place of --record, which is begun anew at 64 MB");
  }

  static boolean wanted(ParseResult words) {
    return words.hasMatchedOption(RECORD);
  }

  /** The file that was asked for. */
  static Path asked(ParseResult words) {
    return Path.of(words.matchedOptionValue(RECORD, "")).toAbsolutePath();
  }

  /**
   * Makes the file, if one was asked for.
   *
   * @throws SondeException OUTPUT if it cannot be made
   */
  static Recorder of(ParseResult words, Desk desk) {
    if (!wanted(words)) return new Recorder(null, null, null);
    Path file = asked(words);
    FileLines bytes = FileLines.create(file, RECORD);
    boolean alone = !FileLines.wanted(words);
    return new Recorder(file, bytes, new Tape(bytes::write, desk.build().version(), alone));
  }

  /** Null: nothing is recorded. */
  @Nullable Tape tape() {
    return tape;
  }

  /** Says what is in the file, and what it is for. */
  void tell(long calls, Terminal terminal) {
    if (file == null || calls == 0) return;
    terminal.note(
        "recorded "
            + Amounts.counted(calls, "call")
            + " into "
            + file
            + "; "
            + terminal.invocation().command("sonde replay " + file)
            + " shows "
            + (calls == 1 ? "it" : "them"));
  }

  @Override
  public void close() {
    if (bytes != null) bytes.close();
  }
}
