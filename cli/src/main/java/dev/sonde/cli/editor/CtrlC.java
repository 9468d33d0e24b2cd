package dev.sonde.cli.editor;

import org.jspecify.annotations.Nullable;

/**
 * Where a Ctrl-C goes: to who waits for a line, else to the command, also to the one that is about
 * to begin. It never ends a wait for anything else, and never the process.
 */
public final class CtrlC implements AutoCloseable {
  private Interrupts interrupts = Interrupts.NONE;
  private boolean asked;
  private boolean early;
  private @Nullable Runnable away;
  private @Nullable Runnable command;

  /** Takes the key from the JVM, which would end with it. Twice is the same as once. */
  synchronized void take() {
    if (interrupts == Interrupts.NONE) interrupts = Interrupts.of(this::pressed);
  }

  /** Gives it back, when all is said. */
  @Override
  public synchronized void close() {
    interrupts.close();
    interrupts = Interrupts.NONE;
  }

  /** A line is wanted; what was pressed before concerns nothing any more. */
  synchronized void ask() {
    asked = true;
    early = false;
  }

  /**
   * Somebody begins to wait for it.
   *
   * @param away calls them away; once at most
   */
  synchronized void waits(Runnable away) {
    this.away = away;
    if (early) callAway();
  }

  /** Nobody waits for a line any more. Twice is the same as once. */
  synchronized void answered() {
    asked = false;
    away = null;
  }

  /** What ends the command in the foreground; null: there is none any more. */
  void ends(@Nullable Runnable end) {
    if (begins(end) && end != null) end.run();
  }

  /** Whether it is to end already: the key came between the line and its command. */
  private synchronized boolean begins(@Nullable Runnable end) {
    command = end;
    boolean now = early && end != null;
    if (now) early = false;
    return now;
  }

  void pressed() {
    Runnable end = meant();
    if (end != null) end.run();
  }

  private synchronized @Nullable Runnable meant() {
    if (!asked && command != null) return command;
    if (away == null) early = true;
    else callAway();
    return null;
  }

  private void callAway() {
    Runnable now = away;
    away = null;
    early = false;
    if (now != null) now.run();
  }
}
