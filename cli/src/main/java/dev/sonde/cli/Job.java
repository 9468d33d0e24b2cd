package dev.sonde.cli;

import dev.sonde.operator.Exit;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One command given at a prompt, in the foreground or behind it. A trace among them has a number,
 * which it keeps when it is asked for more calls.
 */
final class Job implements Interruption, Interruption.Guard {
  private final List<String> words;
  private final boolean background;
  private @Nullable Runnable end;
  private boolean stopped;
  private boolean armed;
  private boolean over;
  private boolean well;
  private @Nullable Thread thread;
  private @Nullable String next;
  private volatile int number;
  private volatile @Nullable String calls;
  private volatile @Nullable Family family;
  private volatile Map<String, @Nullable Object> lastCall = Map.of();
  private volatile Map<String, @Nullable Object> last = Map.of();

  /**
   * @param words as they were typed
   */
  Job(List<String> words, boolean background) {
    this.words = List.copyOf(words);
    this.background = background;
  }

  List<String> words() {
    return words;
  }

  boolean background() {
    return background;
  }

  /** 0: none yet. */
  int number() {
    return number;
  }

  synchronized void number(int number) {
    this.number = number;
    armed = true;
    notifyAll();
  }

  /** The limit of calls in place of the one that was typed; null: that one. */
  @Nullable String calls() {
    return calls;
  }

  /** As they were typed, but for the limit of calls if another one was asked for since. */
  List<String> shown() {
    String asked = calls;
    return asked == null ? words : Limits.withCalls(words, asked);
  }

  @Nullable Family family() {
    return family;
  }

  void family(Family family) {
    this.family = family;
  }

  /** The last record of a call; empty if none came. */
  Map<String, @Nullable Object> lastCall() {
    return lastCall;
  }

  void lastCall(Map<String, @Nullable Object> call) {
    lastCall = call;
  }

  /** The last record that says how it is doing, or how it ended. */
  Map<String, @Nullable Object> last() {
    return last;
  }

  void last(Map<String, @Nullable Object> record) {
    last = record;
  }

  /** Does the command, and again as long as more is asked for. */
  Exit run(Supplier<Exit> command) {
    try {
      Exit exit = command.get();
      while (takeNext()) exit = command.get();
      well = exit == Exit.DONE;
      return exit;
    } finally {
      synchronized (this) {
        over = true;
        notifyAll();
      }
    }
  }

  private synchronized boolean takeNext() {
    String wanted = next;
    next = null;
    if (wanted == null || stopped || !"LIMIT".equals(last.get("reason"))) return false;
    calls = wanted;
    end = null;
    return true;
  }

  /** As {@link #run}, by a thread of its own. */
  void start(Supplier<Exit> command) {
    Thread started = Aside.thread(() -> run(command), "sonde-job");
    thread = started;
    started.start();
  }

  /** So many calls more, once its limit is reached; false if it is over already. */
  synchronized boolean more(String wanted) {
    if (over) return false;
    next = wanted;
    return true;
  }

  /** May be run again, for so many calls. */
  synchronized void again(@Nullable String wanted) {
    calls = wanted;
    over = false;
    armed = false;
    stopped = false;
    end = null;
  }

  synchronized boolean over() {
    return over;
  }

  /** Whether it has done all that it was to do, and never had a number. */
  synchronized boolean endedUnnumbered() {
    return over && well && number == 0;
  }

  /** Waits until it is armed, or over; for so many milliseconds at most. */
  void awaitArmed(long millis) throws InterruptedException {
    await(() -> armed || over, millis);
  }

  /** Whether it ended within so many milliseconds. */
  boolean awaitOver(long millis) throws InterruptedException {
    return await(() -> over, millis);
  }

  private synchronized boolean await(BooleanSupplier awaited, long millis)
      throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!awaited.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) return false;
      wait(left);
    }
    return true;
  }

  void stop() {
    Runnable asked;
    synchronized (this) {
      stopped = true;
      asked = end;
    }
    if (asked != null) asked.run();
  }

  @Override
  public Guard begin() {
    return this;
  }

  @Override
  public void onSignal(Runnable end) {
    boolean late;
    synchronized (this) {
      this.end = end;
      late = stopped;
    }
    if (late) end.run();
  }

  @Override
  public void close() {}
}
