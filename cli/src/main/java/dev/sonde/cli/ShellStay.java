package dev.sonde.cli;

import dev.sonde.cli.text.Amounts;
import dev.sonde.cli.text.Escaped;
import dev.sonde.jshell.Jshell;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.session.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A person in a target, with jshell. The tool reads from the terminal and cannot be called away
 * from there: when a signal comes, or the session is over, what is to be said is said by another
 * thread, and the process ends.
 */
final class ShellStay implements Visit.Stay, Jshell.Listener {
  private static final long MOMENT_SECONDS = 2;

  private final Jshell.Asked asked;
  private final Terminal terminal;
  private final Visit.Listener visit;
  private final Function<String, VerifiedJar> plugins;
  private final CountDownLatch returned = new CountDownLatch(1);
  private volatile @Nullable RuntimeException why;
  private volatile int code;
  private volatile int failures;

  /**
   * @param plugins fetches and verifies one that a snippet asks for
   */
  ShellStay(
      Jshell.Asked asked,
      Terminal terminal,
      Visit.Listener visit,
      Function<String, VerifiedJar> plugins) {
    this.plugins = plugins;
    this.asked = asked;
    this.terminal = terminal;
    this.visit = visit;
  }

  /** Whether jshell itself said so, or a script has failed: who types has seen it and goes on. */
  boolean failed() {
    return code != 0 || failures > 0;
  }

  @Override
  public void in(Session session, Interruption.Guard guard) throws InterruptedException {
    try (Jshell shell = new Jshell(session, asked, this)) {
      guard.onSignal(() -> leave(session, shell, guard));
      code = shell.run(terminal.out(), terminal.err());
      failures = Terminal.isTyped() ? 0 : shell.failures();
      if (failures > 0)
        terminal.note(Amounts.counted(failures, "snippet") + " failed: exit code 1");
    } catch (RuntimeException e) {
      if (why == null) throw e;
    } finally {
      terminal.out().flush();
      returned.countDown();
    }
    if (why != null) throw why;
  }

  /** In the last moments of the process. */
  private void leave(Session session, Jshell shell, Interruption.Guard guard) {
    shell.close();
    try {
      visit.removed(session.end("STOPPED"));
    } catch (SondeException lost) {
      if (why == null) terminal.error(String.valueOf(lost.getMessage()));
    } finally {
      guard.close();
    }
  }

  @Override
  public void note(String sentence) {
    terminal.note(Escaped.line(sentence));
  }

  @Override
  public VerifiedJar plugin(String plugin) {
    return plugins.apply(plugin);
  }

  @Override
  public void ended(@Nullable RuntimeException failure) {
    why = failure;
    try {
      if (returned.await(MOMENT_SECONDS, TimeUnit.SECONDS)) return;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    terminal.note("");
    if (failure == null) terminal.note("the session was ended from elsewhere");
    else terminal.error(String.valueOf(failure.getMessage()));
    Exit exit = failure instanceof SondeException told ? told.exit() : Exit.DONE;
    Runtime.getRuntime().exit(exit.code());
  }
}
