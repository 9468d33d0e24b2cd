package dev.sonde.cli;

import dev.sonde.cli.editor.CtrlC;
import dev.sonde.cli.editor.Editor;
import dev.sonde.cli.editor.KeptLines;
import dev.sonde.cli.editor.LineEditor;
import dev.sonde.cli.editor.PlainEditor;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.session.Session;
import java.io.IOException;

/**
 * Somebody in a target, at a prompt. A signal ends the stay from another thread: who waits for a
 * line cannot be called away by the process's end.
 */
final class PromptStay implements Visit.Stay {
  private static final String PROMPT = "sonde> ";

  /** The end of an idle session comes without its reason. */
  private static final String OVER =
      "the session is over: somebody has ended it, or the JVM did, by a policy's longest session or"
          + " by /etc/sonde/disabled\n";

  private final String jvm;
  private final Repository repository;
  private final Desk desk;
  private final Visit.Listener visit;
  private final CtrlC ctrlC;
  private volatile boolean leaving;
  private volatile boolean over;
  private boolean left;
  private volatile Exit exit = Exit.DONE;

  /**
   * @param ctrlC is taken from the JVM once there is a prompt
   */
  PromptStay(String jvm, Repository repository, Desk desk, Visit.Listener visit, CtrlC ctrlC) {
    this.jvm = jvm;
    this.repository = repository;
    this.desk = desk;
    this.visit = visit;
    this.ctrlC = ctrlC;
  }

  /** Of the last command that did not end well, where nobody sits there to see it. */
  Exit exit() {
    return exit;
  }

  @Override
  public void in(Session session, Interruption.Guard guard) throws InterruptedException {
    Jobs jobs = new Jobs();
    GuestVisit visits = new GuestVisit(session, repository, AttachVerb.PLUGIN, jobs);
    PromptHints hints = new PromptHints(session, repository, jobs, System::nanoTime);
    Thread reader = Thread.currentThread();
    try (Editor editor = editor(hints)) {
      guard.onSignal(() -> leave(session, editor, guard));
      session.whenOver(() -> calledAway(reader));
      Prompt prompt = new Prompt(jvm, session, desk, editor, visits, jobs);
      prompt.greet();
      converse(editor, prompt);
      if (leaving) Thread.sleep(Long.MAX_VALUE); // the process ends, and all is said
      if (!editor.interactive()) exit = prompt.exit();
      else if (over && !leaving && !lost(session)) editor.note(OVER);
    }
  }

  /** The target is gone, or silent; what that means is said once, in the end. */
  private static boolean lost(Session session) {
    try {
      session.end("STOPPED");
      return false;
    } catch (SondeException gone) {
      return gone.id() == ErrorId.LOST;
    }
  }

  private void converse(Editor editor, Prompt prompt) throws InterruptedException {
    try {
      while (!over && !editor.gone()) {
        String line = editor.next();
        if (line == null || over || !prompt.obey(line)) return;
      }
    } catch (InterruptedException calledAway) {
      if (!over) throw calledAway;
    } finally {
      leave();
      prompt.close();
    }
  }

  /** From now on the end of the session calls nobody away. */
  private synchronized void leave() {
    left = true;
    Thread.interrupted(); // the call may have come when nothing waited any more
  }

  private synchronized void calledAway(Thread reader) {
    if (left || leaving) return;
    over = true;
    reader.interrupt();
  }

  /** In the last moments of the process. */
  private void leave(Session session, Editor editor, Interruption.Guard guard) {
    if (!leaves()) return; // it does already, and says so itself
    editor.close();
    try {
      visit.removed(session.end("STOPPED"));
    } catch (SondeException lost) {
      desk.terminal().error(String.valueOf(lost.getMessage()));
    } finally {
      guard.close();
    }
  }

  private synchronized boolean leaves() {
    leaving |= !left;
    return leaving;
  }

  private static void aside(Runnable reading) {
    Aside.thread(reading, "sonde-lines").start();
  }

  private Editor editor(PromptHints hints) {
    if (!Terminal.atTerminal()) return plain("");
    String type = System.getenv().getOrDefault("TERM", "dumb");
    if (type.equals("dumb") || type.isEmpty()) return plain(PROMPT);
    try {
      KeptLines kept = new HistoryLines(StateHome.of(System.getenv()));
      return LineEditor.ofProcess(type, PROMPT, hints, kept, ctrlC);
    } catch (IOException
        | IllegalArgumentException
        | LinkageError noEditor) { // no stty; or a runtime without java.logging
      desk.terminal().note("lines cannot be edited here (" + noEditor + ")");
      return plain(PROMPT);
    }
  }

  private Editor plain(String prompt) {
    Terminal terminal = desk.terminal();
    return new PlainEditor(
        System.in, terminal.out(), terminal.err(), prompt, ctrlC, PromptStay::aside);
  }
}
