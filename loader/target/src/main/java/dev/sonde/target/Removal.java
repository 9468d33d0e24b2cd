package dev.sonde.target;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of a session, step by step, driven by {@code sonde-link}: calls cancelled and awaited,
 * plugins closed in reverse, threads stopped. Plugin code runs on {@code sonde-work} only, and none
 * of it can stop the next step.
 */
final class Removal {
  static final Duration CANCEL_LIMIT = Duration.ofSeconds(8);
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  static final Duration CLOSE_ALL_LIMIT = Duration.ofSeconds(15);
  static final Duration THREAD_LIMIT = Duration.ofSeconds(1);

  private enum Phase {
    NOT_BEGUN,
    CANCELLING,
    CLOSING,
    STOPPING,
    DONE
  }

  private final Calls calls;
  private final Plugins plugins;
  private final Work work;
  private final Report report;
  private Phase phase = Phase.NOT_BEGUN;
  private long deadline;
  private @Nullable String reason;
  private volatile boolean closed;

  Removal(Calls calls, Plugins plugins, Work work, Report report) {
    this.calls = calls;
    this.plugins = plugins;
    this.work = work;
    this.report = report;
  }

  /** Begins the end. The first reason wins. */
  void begin(String why) {
    if (phase != Phase.NOT_BEGUN) return;
    reason = why;
    report.end();
    work.hurry(CANCEL_LIMIT);
    for (RunningCall call : calls.all()) work.submit("cancel of a call", call::cancel);
    enter(Phase.CANCELLING, CANCEL_LIMIT.plusSeconds(1));
  }

  String reason() {
    return String.valueOf(reason);
  }

  boolean begun() {
    return phase != Phase.NOT_BEGUN;
  }

  boolean done() {
    return phase == Phase.DONE;
  }

  /** Goes on if the present step is done or has had its time. */
  void step() {
    switch (phase) {
      case NOT_BEGUN, DONE -> {}
      case CANCELLING -> {
        if (late() || calls.all().isEmpty() && work.idle()) closeAll();
      }
      case CLOSING -> {
        if (late())
          report.failed(
              "closing went on for more than "
                  + CLOSE_ALL_LIMIT.toSeconds()
                  + " s and was left: "
                  + plugins.closing());
        if (late() || closed) stop();
      }
      case STOPPING -> {
        if (late() || work.alive().isEmpty()) enter(Phase.DONE, Duration.ZERO);
      }
    }
  }

  private void closeAll() {
    for (RunningCall call : calls.all())
      call.unfinished("SONDE-SESSION: the session ended (" + reason + ") before the command did");
    enter(Phase.CLOSING, CLOSE_ALL_LIMIT);
    closeNext();
  }

  private void closeNext() {
    work.submit("closing", CLOSE_LIMIT, this::closeOne, this::closeLate);
  }

  private void closeOne() {
    if (!plugins.closeOne()) closed = true;
    else if (work.here()) closeNext();
  }

  private void closeLate() {
    report.failed(
        plugins.closing() + " did not end in " + CLOSE_LIMIT.toSeconds() + " s and was left");
    closeNext();
  }

  private void stop() {
    work.stop();
    plugins.dropAll();
    enter(Phase.STOPPING, THREAD_LIMIT);
  }

  private void enter(Phase next, Duration limit) {
    phase = next;
    deadline = System.nanoTime() + limit.toNanos();
  }

  private boolean late() {
    return System.nanoTime() - deadline > 0;
  }
}
