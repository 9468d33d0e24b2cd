package dev.sonde.cli;

import dev.sonde.cli.editor.Editor;
import dev.sonde.cli.text.Invocation;
import dev.sonde.cli.text.StatusText;
import dev.sonde.operator.Exit;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the commands of a prompt are run: each with a desk of its own, in the one session. */
final class Workplace {
  private static final long ARMS_MILLIS = 10_000;
  private static final long STATUS_MILLIS = 1_000;

  private final Desk desk;
  private final Editor editor;
  private final GuestVisit visits;
  private volatile Exit exit = Exit.DONE;

  Workplace(Desk desk, Editor editor, GuestVisit visits) {
    this.desk = desk;
    this.editor = editor;
    this.visits = visits;
  }

  /** Of the last command that did not end well. */
  Exit exit() {
    return exit;
  }

  void failed(Exit exit) {
    this.exit = exit;
  }

  /** Runs it; behind the prompt it returns as soon as the next line may speak of its number. */
  void begin(Job job, List<String> args, boolean behind) throws InterruptedException {
    if (!behind) {
      await(job, args);
      return;
    }
    job.start(() -> run(job, args));
    job.awaitArmed(ARMS_MILLIS);
  }

  private void await(Job job, List<String> args) {
    editor.onInterrupt(() -> stop(job));
    try {
      job.run(() -> run(job, args));
    } finally {
      editor.onInterrupt(null);
    }
  }

  /** Waits for one that runs behind the prompt, and shows meanwhile how it is doing. */
  void await(Job job) throws InterruptedException {
    editor.onInterrupt(() -> stop(job));
    Terminal own = terminal(null);
    try {
      while (!job.awaitOver(STATUS_MILLIS))
        if (own.rewrites() && "status".equals(job.last().get("kind")))
          foot().show(List.of(mark(job) + StatusText.of(job.last())));
    } finally {
      foot().clear();
      editor.onInterrupt(null);
    }
  }

  /** By Ctrl-C, which the terminal has just shown. */
  private void stop(Job job) {
    if (!foot().clear()) editor.note("\n");
    job.stop();
  }

  private Foot foot() {
    return desk.terminal().foot();
  }

  Exit run(Job job, List<String> args) {
    Build here = desk.build().stayed();
    Desk at = new Desk(desk.machine(), terminal(job), here, job, visits.of(job));
    Exit ended = new Program(at).run(args.toArray(String[]::new));
    if (ended != Exit.DONE && ended != Exit.INTERRUPTED) exit = ended;
    return ended;
  }

  /**
   * Where a command prints.
   *
   * @param job null: the prompt itself
   */
  Terminal terminal(@Nullable Job job) {
    boolean behind = job != null && job.background();
    boolean marked = behind && !job.words().contains("--json");
    Terminal outer = desk.terminal();
    PrintStream out = stream(above(behind, editor::print), marked ? job : null);
    PrintStream err = stream(above(behind, editor::note), marked ? job : null);
    boolean live = outer.live() && editor.interactive() && !behind;
    Terminal.Person person = question -> behind ? null : answer(question);
    return new Terminal(
        out,
        err,
        outer.outStyle(),
        outer.errStyle(),
        live,
        Invocation.PROMPT,
        person,
        live && outer.rewrites() ? outer.foot() : null);
  }

  /** What comes from behind leaves the foot of who is in front. */
  private Consumer<String> above(boolean behind, Consumer<String> print) {
    return behind ? text -> foot().above(() -> print.accept(text)) : print;
  }

  private static String mark(Job job) {
    return job.number() == 0 ? "" : job.number() + "| ";
  }

  private PrintStream stream(Consumer<String> to, @Nullable Job marked) {
    return EditorStream.of(to, () -> marked == null ? "" : mark(marked), editor::gone);
  }

  private @Nullable String answer(String question) {
    try {
      String answer = editor.answer(question);
      return answer == null && editor.interactive() ? "" : answer; // Ctrl-D is no yes
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
