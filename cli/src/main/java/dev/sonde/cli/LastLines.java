package dev.sonde.cli;

import dev.sonde.operator.session.SessionInfo;
import java.time.Duration;

/**
 * The end record and the removal report in a session's file. The process that holds the session
 * writes them when the JVM has let go of it, and who stops the session from elsewhere hears of that
 * at the same time: who reads the file next is to find them there.
 */
final class LastLines {
  /** How long a process may take to write two lines and end. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final long LOOK_MILLIS = 10;

  private LastLines() {}

  /** Waits for the end of the process that writes them; of a console inside a JVM there is none. */
  static void await(SessionInfo session) throws InterruptedException {
    if (session.out().isEmpty() || session.operator() == session.pid()) return;
    if (session.operator() == ProcessHandle.current().pid()) return;
    await(session.operator(), PATIENCE);
  }

  /**
   * @return whether it has ended
   */
  static boolean await(long pid, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
      if (System.nanoTime() - end > 0) return false;
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
