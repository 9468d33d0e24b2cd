package dev.sonde.cli;

import dev.sonde.cli.text.RecordingText;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Recording;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde replay}: needs no JVM, no repository and no state. */
final class ReplayVerb implements Verb {
  private static final String LIMIT = "--limit";
  private static final String TREE = "--tree";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "replay",
            "Show what sonde trace --record has kept, as the trace would have shown it. Needs no"
                + " JVM and no network.")
        .addPositional(Words.required(0, "FILE", "The file of --record."))
        .addOption(
            Words.value(
                "N", "Show the first N calls. Default: unlimited, all of them.", "-n", LIMIT))
        .addOption(
            Words.flag(
                "Show calls that were made inside one another as a tree, as sonde trace --tree"
                    + " does.",
                TREE))
        .addOption(Words.json())
        .addOption(FileLines.option());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    String name = words.matchedPositionalValue(0, "");
    String limit = Limits.calls(words.matchedOptionValue(LIMIT, "unlimited"));
    long most = limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
    boolean json = Words.wantsJson(words);
    try (FileChannel file = open(name);
        Lines lines = FileLines.of(words, desk)) {
      Recording recording = new Recording(name, file);
      desk.terminal().note(RecordingText.of(recording.head(), ZoneId.systemDefault()));
      RecordPrinter printer =
          words.hasMatchedOption(TREE)
              ? RecordPrinter.ofTrees(desk.terminal(), lines, json)
              : new RecordPrinter(desk.terminal(), lines, json, false);
      play(recording, new Excerpt(printer, json, most), name, desk.terminal());
      return Exit.DONE;
    } catch (IOException e) {
      throw unreadable(name, e);
    } catch (Lines.ClosedOutput enough) {
      return Exit.DONE;
    }
  }

  private static void play(Recording recording, Excerpt excerpt, String name, Terminal terminal) {
    try {
      boolean whole = recording.play(excerpt, excerpt::removed);
      if (!whole) terminal.note(RecordingText.cut(name, excerpt.calls()));
    } catch (Excerpt.Full enough) {
      excerpt.close();
    }
  }

  private static FileChannel open(String name) throws IOException {
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) throw new IOException("no such regular file");
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (InvalidPathException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static SondeException unreadable(String name, IOException e) {
    return new SondeException(
        ErrorId.RECORDING,
        "cannot read " + name + " (" + e.getMessage() + "): is it the file of --record?",
        e);
  }
}
