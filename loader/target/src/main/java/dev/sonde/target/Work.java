package dev.sonde.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread {@code sonde-work}: signals first, then tasks in order, then what is due. Plugin code
 * may hang in it: {@link #watch} then leaves the hanging thread behind, interrupted, and a new one
 * goes on.
 */
final class Work implements Runnable {
  private static final long FOREVER = Long.MAX_VALUE;
  private static final long FULL_HEAP_NANOS = 100_000_000;

  /**
   * @param limitNanos after how long the task is left behind
   * @param late what to do then, on {@code sonde-link}
   */
  private record Running(String what, long since, long limitNanos, Runnable late) {}

  private record Task(String what, long limitNanos, Foreign.Step body, Runnable late) {}

  private final Consumer<String> failures;
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final List<Periodic> periodic = new CopyOnWriteArrayList<>();
  private final List<Flag> flags = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
  private final List<Thread> left = new CopyOnWriteArrayList<>();
  private volatile @Nullable Thread thread;
  private volatile @Nullable Task next;
  private volatile long hurriedAt;
  private volatile long hurriedLimit = FOREVER;

  Work(Consumer<String> failures) {
    this.failures = failures;
  }

  /**
   * Starts a thread that inherits nothing of the one that attached: no context class loader, no
   * thread locals.
   */
  void start() {
    Thread next = new Thread(null, this, "sonde-work", 0, false);
    next.setDaemon(true);
    next.setContextClassLoader(null);
    thread = next;
    next.start();
  }

  void submit(String what, Foreign.Step body) {
    submit(what, Duration.ofNanos(FOREVER), body, () -> tooLate(what));
  }

  void submit(String what, Duration limit, Foreign.Step body, Runnable late) {
    tasks.add(new Task(what, limit.toNanos(), body, late));
    LockSupport.unpark(thread);
  }

  Periodic every(String what, Duration period, Runnable body) {
    Periodic added = new Periodic(what, Math.max(1_000_000, period.toNanos()), body);
    periodic.add(added);
    LockSupport.unpark(thread);
    return added;
  }

  Flag flag(String what, Runnable body) {
    Flag added = new Flag(what, body);
    flags.add(added);
    return added;
  }

  boolean here() {
    return Thread.currentThread() == thread;
  }

  /** A heap that is full, be it by the application, does not end it: who removes all is needed. */
  @Override
  public void run() {
    while (here())
      try {
        boolean worked = raised() | task() | due();
        forget();
        if (!worked && here()) LockSupport.parkNanos(this, untilDue());
      } catch (OutOfMemoryError full) {
        LockSupport.parkNanos(this, FULL_HEAP_NANOS);
      }
  }

  /**
   * What plugin code may have done to this thread: with a plugin's loader as context, a thread that
   * has ended would keep it as long as somebody keeps the thread.
   */
  private static void forget() {
    Thread.interrupted();
    Thread.currentThread().setContextClassLoader(null);
  }

  private boolean raised() {
    boolean worked = false;
    for (Flag flag : flags)
      if (flag.lower())
        worked = attempt(new Task(flag.what, FOREVER, flag.body::run, () -> tooLate(flag.what)));
    return worked;
  }

  /** One that could not be begun, for the heap was full, is the next again. */
  private boolean task() {
    Task waiting = next;
    Task now = waiting != null ? waiting : tasks.poll();
    next = now;
    return now != null && attempt(now);
  }

  private boolean due() {
    boolean worked = false;
    for (Periodic each : periodic)
      if (each.due(System.nanoTime()))
        worked = attempt(new Task(each.what, FOREVER, each.body::run, () -> tooLate(each.what)));
    return worked;
  }

  private long untilDue() {
    long now = System.nanoTime();
    long least = Duration.ofMinutes(1).toNanos();
    for (Periodic each : periodic) least = Math.min(least, each.next - now);
    return Math.max(1, least);
  }

  /**
   * Always true, for the one who asks whether anything was done. A thread that was left behind does
   * nothing any more.
   */
  private boolean attempt(Task task) {
    if (!here()) return true;
    Running mine = new Running(task.what, System.nanoTime(), task.limitNanos, task.late);
    running.set(mine);
    if (next == task) next = null;
    Throwable thrown = Foreign.caught(task.body);
    boolean inTime = running.compareAndSet(mine, null);
    if (inTime && thrown != null)
      failures.accept(task.what + " failed: " + Foreign.describe(thrown));
    return true;
  }

  /**
   * Leaves the running task behind if it is over its limit. Called by {@code sonde-link} again and
   * again.
   */
  void watch() {
    Running late = running.get();
    if (late == null || !over(late, System.nanoTime()) || !running.compareAndSet(late, null))
      return;
    Thread hanging = thread;
    start();
    if (hanging != null) {
      left.add(hanging);
      hanging.interrupt();
    }
    late.late.run();
  }

  private void tooLate(String what) {
    failures.accept(what + " did not end in time and was left");
  }

  private boolean over(Running late, long now) {
    return now - late.since > late.limitNanos
        || hurriedLimit != FOREVER && now - Math.max(late.since, hurriedAt) > hurriedLimit;
  }

  /**
   * The session ends: forgets what has not begun, and gives all that runs, now and later, a limit.
   */
  void hurry(Duration limit) {
    tasks.clear();
    next = null;
    hurriedAt = System.nanoTime();
    hurriedLimit = limit.toNanos();
  }

  boolean idle() {
    return running.get() == null && tasks.isEmpty() && next == null;
  }

  void stop() {
    Thread last = thread;
    thread = null;
    tasks.clear();
    periodic.clear();
    flags.clear();
    if (last != null) left.add(last);
    LockSupport.unpark(last);
  }

  /** The threads of this session that still live, after {@link #stop}. */
  List<Thread> alive() {
    List<Thread> alive = new ArrayList<>(left);
    alive.removeIf(each -> !each.isAlive());
    return alive;
  }

  /** How many threads there were. After {@link #stop}. */
  int started() {
    return left.size();
  }

  /** A task of every so often. Closing it twice is the same as once. */
  final class Periodic implements AutoCloseable {
    private final String what;
    private final long nanos;
    private final Runnable body;
    private volatile long next;

    private Periodic(String what, long nanos, Runnable body) {
      this.what = what;
      this.nanos = nanos;
      this.body = body;
      next = System.nanoTime() + nanos;
    }

    /** True once a period; periods that were missed are not made up for. */
    private boolean due(long now) {
      if (now - next < 0) return false;
      next = now + nanos;
      return true;
    }

    @Override
    public void close() {
      periodic.remove(this);
    }
  }

  /** A task that other threads ask for, without a lock. */
  final class Flag implements dev.sonde.api.Signal, AutoCloseable {
    private final String what;
    private final Runnable body;
    private volatile boolean up;

    private Flag(String what, Runnable body) {
      this.what = what;
      this.body = body;
    }

    @Override
    public void raise() {
      if (up) return;
      up = true;
      LockSupport.unpark(thread);
    }

    private boolean lower() {
      if (!up) return false;
      up = false;
      return true;
    }

    @Override
    public void close() {
      flags.remove(this);
    }
  }
}
