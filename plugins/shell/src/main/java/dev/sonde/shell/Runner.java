package dev.sonde.shell;

import dev.sonde.api.Call;
import dev.sonde.api.Host;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which a shell's snippets run, one after the other. One that does not stop when it
 * is asked to is left behind, and another one goes on.
 */
final class Runner {
  /** How long a snippet may take to stop. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(100);

  /** What runs on the thread. */
  interface Body {
    void run() throws Throwable;
  }

  private final Host host;
  private final List<SnippetThread> threads = new ArrayList<>();
  private @Nullable SnippetLoader context;
  private @Nullable SnippetThread current;
  private @Nullable AutoCloseable flushing;

  Runner(Host host, SnippetLoader context) {
    this.host = host;
    this.context = context;
  }

  /** Runs something for a call that stays open after it. */
  void ask(Body body, Consumer<Throwable> failed) {
    thread()
        .accept(
            () -> {
              try {
                body.run();
              } catch (Throwable thrown) { // the thread's boundary
                failed.accept(thrown);
              }
            });
  }

  /**
   * Runs a body for a call, which is told how it went and stays open until then.
   *
   * @param shown whether what it prints goes to the call
   */
  void run(Call call, Body body, boolean shown) {
    Call.Hold hold = call.hold();
    Job job = new Job(thread(), call, hold, body, shown);
    call.onCancel(() -> stop(job));
    job.thread().accept(job);
  }

  private SnippetThread thread() {
    SnippetThread last = current;
    if (last != null) return last;
    SnippetThread next = new SnippetThread(threads.size() + 1, context);
    threads.add(next);
    if (flushing == null) flushing = host.every(LOOK, () -> threads.forEach(SnippetThread::flush));
    current = next;
    next.start();
    return next;
  }

  /** On {@code sonde-work}, as all that follows. */
  private void stop(Job job) {
    if (job.over()) return;
    Brake.on(job.thread());
    job.thread().interrupt();
    new Watch(job);
  }

  /** Looks whether a job has stopped, until it has or its time is over. */
  private final class Watch implements Runnable {
    private final Job job;
    private final long since = System.nanoTime();
    private final AutoCloseable periodic;

    Watch(Job job) {
      this.job = job;
      this.periodic = host.every(LOOK, this);
    }

    @Override
    public void run() {
      boolean late = System.nanoTime() - since > PATIENCE.toNanos();
      if (!job.over() && !late) return;
      end(periodic);
      if (!job.over()) abandon(job);
    }
  }

  private static void end(AutoCloseable periodic) {
    try {
      periodic.close();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void abandon(Job job) {
    if (current == job.thread()) current = null;
    job.abandon();
  }

  int started() {
    return threads.size();
  }

  /** Ends the threads, and names those that go on, with what they are at. */
  List<String> close() {
    current = null;
    context = null;
    if (flushing != null) end(flushing);
    List<String> left = new ArrayList<>();
    for (SnippetThread each : threads) each.end();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (SnippetThread each : threads) left.addAll(each.living(deadline));
    return left;
  }

  /** One run for one call. */
  private static final class Job implements Runnable {
    private final SnippetThread thread;
    private final Call call;
    private final Call.Hold hold;
    private final Body body;
    private final boolean shown;
    private boolean over;

    Job(SnippetThread thread, Call call, Call.Hold hold, Body body, boolean shown) {
      this.thread = thread;
      this.call = call;
      this.hold = hold;
      this.body = body;
      this.shown = shown;
    }

    SnippetThread thread() {
      return thread;
    }

    synchronized boolean over() {
      return over;
    }

    @Override
    public void run() {
      thread.spare();
      Printing printing = shown ? Printing.to(call.output()) : null;
      thread.prints(printing);
      try {
        body.run();
      } catch (Throwable thrown) { // whatever a snippet throws is its result
        if (cause(thrown) instanceof OutOfMemoryError) thread.makeRoom();
        if (!over()) call.output().record(Outcome.of(cause(thrown), thread.stopping()));
      } finally {
        thread.prints(null);
        if (printing != null) printing.close();
        Brake.off(thread);
        finish();
      }
    }

    private static Throwable cause(Throwable thrown) {
      return thrown instanceof InvocationTargetException call && call.getCause() != null
          ? call.getCause()
          : thrown;
    }

    private void finish() {
      synchronized (this) {
        if (over) return;
        over = true;
      }
      hold.done();
    }

    void abandon() {
      if (over()) return;
      StackTraceElement[] stack = thread.getStackTrace();
      String at = stack.length == 0 ? "" : stack[0].toString();
      call.output().record(Map.of("kind", "abandoned", "thread", thread.getName(), "at", at));
      finish();
    }
  }

  /** Sleeps at most until a deadline of {@link System#nanoTime}. */
  static void join(Thread thread, long deadline) {
    try {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      thread.join(Math.max(1, millis));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
