package dev.sonde.cli.editor;

import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/** A line that a person edits, by JLine. */
public final class LineEditor implements Editor {
  /** Where JLine tells, with a stack, that a terminal has a name which nobody knows. */
  private static final Logger LOG = Logger.getLogger("org.jline");

  private static final Size USUAL = new Size(80, 24);
  private static final int MOST_KEPT = 1_000;

  private final Terminal terminal;
  private final LineReaderImpl reader;
  private final String prompt;
  private final Typed history;
  private volatile @Nullable Runnable action;
  private volatile boolean closed;

  LineEditor(Terminal terminal, String prompt, Hints hints, KeptLines kept) throws IOException {
    this.terminal = terminal;
    if (terminal.getWidth() <= 0) terminal.setSize(USUAL); // a line that nobody has told its size
    this.prompt = prompt;
    this.history = new Typed(kept);
    reader = new LineReaderImpl(terminal, "sonde");
    reader.setParser(parser());
    reader.setCompleter((line, word, candidates) -> candidates.addAll(candidates(word, hints)));
    reader.setVariable(LineReader.HISTORY_SIZE, MOST_KEPT);
    reader.setVariable(LineReader.LIST_MAX, 100);
    reader.setVariable(LineReader.BELL_STYLE, "none");
    reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    reader.unsetOpt(LineReader.Option.INSERT_TAB);
    reader.setHistory(history);
    history.attach(reader);
    kept.read().forEach(history::known);
    terminal.handle(Terminal.Signal.INT, signal -> interrupted());
  }

  /**
   * At the terminal of this process, with {@code stty}.
   *
   * @throws IOException if there is none that can be set
   */
  public static LineEditor ofProcess(String type, String prompt, Hints hints, KeptLines kept)
      throws IOException {
    LOG.setLevel(Level.OFF);
    ExecTerminalProvider provider = new ExecTerminalProvider();
    Terminal terminal =
        new PosixSysTerminal(
            "sonde",
            type,
            provider.current(SystemStream.Output),
            StandardCharsets.UTF_8,
            true,
            Terminal.SignalHandler.SIG_DFL);
    return new LineEditor(terminal, prompt, hints, kept);
  }

  /** Words as commands have them: quotes of either kind, and no other sign. */
  private static DefaultParser parser() {
    DefaultParser parser = new DefaultParser();
    parser.setEscapeChars(new char[0]);
    return parser;
  }

  private static List<Candidate> candidates(ParsedLine line, Hints hints) {
    String begun = line.word().substring(0, line.wordCursor());
    return hints.of(line.words().subList(0, line.wordIndex()), begun).stream()
        .map(
            each ->
                new Candidate(each.text(), each.text(), null, null, null, null, each.complete()))
        .toList();
  }

  @Override
  public @Nullable String next() {
    history.listen(true);
    return ask(prompt);
  }

  @Override
  public @Nullable String answer(String question) {
    history.listen(false);
    return ask(question);
  }

  private @Nullable String ask(String question) {
    try {
      return reader.readLine(question);
    } catch (UserInterruptException cleared) {
      return "";
    } catch (EndOfFileException end) {
      return null;
    } catch (IllegalStateException | IOError gone) {
      if (closed) return null; // by another thread, in the last moments of the process
      throw gone;
    }
  }

  private void interrupted() {
    Runnable now = action;
    if (now == null) return;
    print("\n"); // the terminal has just written ^C
    now.run();
  }

  @Override
  public void print(String text) {
    if (closed) return;
    if (reader.isReading()) {
      reader.printAbove(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
      return;
    }
    synchronized (terminal) {
      terminal.writer().print(text);
      terminal.writer().flush();
    }
  }

  @Override
  public void note(String text) {
    print(text);
  }

  @Override
  public void onInterrupt(@Nullable Runnable action) {
    this.action = action;
  }

  @Override
  public boolean interactive() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
    try {
      terminal.close();
    } catch (IOException gone) {
      return; // and nobody looks at it any more
    }
  }
}
