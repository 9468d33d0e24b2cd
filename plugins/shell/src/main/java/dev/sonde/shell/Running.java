package dev.sonde.shell;

import dev.sonde.api.Asked;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command of a plugin that runs, and its records: maps of strings, numbers, truths, lists and
 * maps, as {@code --json} prints them. What a command says of itself is told apart from what it is
 * about: {@link #start}, {@link #status}, {@link #end}; warnings are printed where a snippet looks
 * next. Methods that wait are interrupted by Ctrl-C. From any thread.
 */
public final class Running {
  private static final Set<String> ABOUT_ITSELF = Set.of("start", "woven", "status", "end");
  private static final long SIGN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_UNSAID = 20;
  private static final long SHORTEST_MILLIS = 1;
  private static final long LONGEST_MILLIS = 20;

  private final String name;
  private final Asked asked;
  private final Deque<Map<String, @Nullable Object>> waiting = new ArrayDeque<>();
  private final List<String> unsaid = new ArrayList<>();
  private Map<String, @Nullable Object> start = Map.of();
  private Map<String, @Nullable Object> status = Map.of();
  private Map<String, @Nullable Object> end = Map.of();
  private long given;

  Running(String name, Asked asked) {
    this.name = name;
    this.asked = asked;
  }

  /** Waits until it has begun: from then on each call of a traced method is seen. */
  Running awaitStart() {
    await(Long.MAX_VALUE, () -> !start().isEmpty());
    return refuse();
  }

  /** Waits a moment for its first record, or its end. */
  Running awaitSign() {
    await(SIGN_NANOS, () -> look() || !start().isEmpty());
    return refuse();
  }

  private Running refuse() {
    String error = asked.error();
    if (error != null && !look()) throw new Refused(error);
    return this;
  }

  /**
   * The next record; null if there is none now.
   *
   * @throws Refused if the command failed, once all its records were given
   */
  public synchronized @Nullable Map<String, @Nullable Object> poll() {
    if (!look()) {
      refuse();
      return null;
    }
    given++;
    return waiting.poll();
  }

  /** Waits for the next record; null if the command has ended. */
  public @Nullable Map<String, @Nullable Object> next() {
    await(Long.MAX_VALUE, this::look);
    return poll();
  }

  /** Hands each record to a consumer, on the calling thread, until the command has ended. */
  public void each(Consumer<Map<String, @Nullable Object>> consumer) {
    for (Map<String, @Nullable Object> each = next(); each != null; each = next())
      consumer.accept(each);
  }

  /** Waits for the end, and gives all records that nobody has taken. */
  public List<Map<String, @Nullable Object>> all() {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    each(all::add);
    return all;
  }

  /** Ends the command, and gives its last record; records that came before can still be taken. */
  public Map<String, @Nullable Object> stop() {
    asked.close();
    await(Long.MAX_VALUE, () -> over());
    return end();
  }

  /** What it said at its start; empty if it says nothing, or not yet. */
  public synchronized Map<String, @Nullable Object> start() {
    look();
    return start;
  }

  /** What it last said of how it goes; empty if nothing. */
  public synchronized Map<String, @Nullable Object> status() {
    look();
    return status;
  }

  /** How it ended; empty if it has not, or does not say, or while records before it wait. */
  public synchronized Map<String, @Nullable Object> end() {
    look();
    return end;
  }

  /** Whether it has ended and all its records were taken. */
  public synchronized boolean ended() {
    return !look() && asked.ended();
  }

  /** Whether nothing more comes than waits here, however much that is. */
  private synchronized boolean over() {
    while (take()) {}
    return asked.ended();
  }

  @Override
  public synchronized String toString() {
    look();
    String error = asked.error();
    String state =
        error != null
            ? error
            : asked.ended() ? "ended " + end.getOrDefault("reason", "") : "it runs";
    return (name + ": " + state.strip() + ", " + given + " records taken")
        + (waiting.isEmpty() ? "" : ", " + waiting.size() + " wait");
  }

  /** Takes what has come, up to a bound; whether a record waits. */
  private synchronized boolean look() {
    sayRest();
    while (waiting.size() < MOST_WAITING && take()) {}
    return !waiting.isEmpty();
  }

  private boolean take() {
    Map<String, @Nullable Object> record = asked.poll();
    if (record == null) return false;
    String kind = String.valueOf(record.get("kind"));
    if (kind.equals("warning")) warn(record.get("id") + ": " + record.get("text"));
    else if (ABOUT_ITSELF.contains(kind)) keep(kind, Collections.unmodifiableMap(record));
    else waiting.add(Collections.unmodifiableMap(record));
    return true;
  }

  /** On a thread of the application's, or of its user's making, this would be its own stderr. */
  private void warn(String sentence) {
    if (Thread.currentThread() instanceof SnippetThread) System.err.println("|  " + sentence);
    else if (unsaid.size() < MOST_UNSAID) unsaid.add(sentence);
  }

  private void sayRest() {
    if (!(Thread.currentThread() instanceof SnippetThread)) return;
    unsaid.forEach(this::warn);
    unsaid.clear();
  }

  private void keep(String kind, Map<String, @Nullable Object> record) {
    switch (kind) {
      case "start" -> start = record;
      case "status" -> status = record;
      case "end" -> end = record;
      default -> {}
    }
  }

  private interface Condition {
    boolean holds();
  }

  /** Until it holds, the command has ended, or the time is over. */
  private void await(long nanos, Condition condition) {
    long began = System.nanoTime();
    long pause = SHORTEST_MILLIS;
    while (!condition.holds() && !asked.ended() && System.nanoTime() - began < nanos) {
      Brake.check();
      try {
        Thread.sleep(pause);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new Stopped();
      }
      pause = Math.min(LONGEST_MILLIS, pause + 1);
    }
  }
}
