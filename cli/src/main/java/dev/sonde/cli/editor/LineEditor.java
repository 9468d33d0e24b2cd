package dev.sonde.cli.editor;

import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A line that a person edits, by JLine. */
public final class LineEditor implements Editor {
  /** Where JLine tells, with a stack, that a terminal has a name which nobody knows. */
  private static final Logger LOG = Logger.getLogger("org.jline");

  private static final Size USUAL = new Size(80, 24);
  private static final int MOST_KEPT = 1_000;
  private static final String CTRL_C = "\003";
  private static final String EMPTIED = "sonde-emptied";

  private final Terminal terminal;
  private final LineReaderImpl reader;
  private final String prompt;
  private final Typed history;
  private final CtrlC ctrlC;
  private volatile boolean closed;

  LineEditor(Terminal terminal, String prompt, Hints hints, KeptLines kept, CtrlC ctrlC)
      throws IOException {
    this.terminal = terminal;
    this.ctrlC = ctrlC;
    if (terminal.getWidth() <= 0) terminal.setSize(USUAL); // a line that nobody has told its size
    this.prompt = prompt;
    this.history = new Typed(kept);
    reader = reader(terminal, ctrlC);
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
  }

  /** Called away while it waits for keys, and not while it sets the terminal. */
  private static LineReaderImpl reader(Terminal terminal, CtrlC ctrlC) throws IOException {
    LineReaderImpl reader =
        new LineReaderImpl(terminal, "sonde") {
          /** Ctrl-C, read in its place among the keys: what is typed behind it is the next line. */
          @Override
          protected Map<String, Widget> builtinWidgets() {
            Map<String, Widget> widgets = super.builtinWidgets();
            widgets.put(EMPTIED, widget(() -> state = State.INTERRUPT));
            return widgets;
          }

          /** Sets the terminal back, by a process that is not to be interrupted. */
          @Override
          protected void cleanup() {
            ctrlC.answered();
            super.cleanup();
          }
        };
    reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(EMPTIED), CTRL_C);
    Map<String, Widget> widgets = reader.getWidgets();
    widgets.put(
        LineReader.CALLBACK_INIT, widget(() -> ctrlC.waits(Thread.currentThread()::interrupt)));
    widgets.put(LineReader.CALLBACK_FINISH, widget(ctrlC::answered));
    return reader;
  }

  private static Widget widget(Runnable step) {
    return () -> {
      step.run();
      return true;
    };
  }

  /**
   * At the terminal of this process, with {@code stty}.
   *
   * @throws IOException if there is none that can be set
   */
  public static LineEditor ofProcess(
      String type, String prompt, Hints hints, KeptLines kept, CtrlC ctrlC) throws IOException {
    LOG.setLevel(Level.OFF);
    ctrlC.take();
    return new LineEditor(new OwnTerminal(type), prompt, hints, kept, ctrlC);
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
    ctrlC.ask();
    try {
      return reader.readLine(question);
    } catch (UserInterruptException cleared) {
      return "";
    } catch (EndOfFileException end) {
      return null;
    } catch (IllegalStateException | IOError gone) {
      if (closed) return null; // by another thread, in the last moments of the process
      throw gone;
    } finally {
      ctrlC.answered();
      Thread.interrupted(); // who has called away this thread has said so to whom it may concern
    }
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
    ctrlC.ends(action);
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
    } catch (IOException | IOError gone) {
      return; // and nobody looks at it any more
    }
  }
}
