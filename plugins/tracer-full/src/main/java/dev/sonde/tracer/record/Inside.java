package dev.sonde.tracer.record;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Which threads are inside a call of certain methods now: a count for each, kept only while it is
 * above zero, so that nothing stays on a thread and no stack is walked. Calls that began before
 * those methods were woven do not count.
 *
 * <p>A call that ends also ends those that it has called, whose own ends may never have been seen:
 * at the end of a stack an exit has no room to run.
 *
 * <p>A small table of counts stands before, by which nearly all threads that are outside are told
 * so after one read.
 */
public final class Inside {
  private static final int BITS = 12;

  private final AtomicIntegerArray near = new AtomicIntegerArray(1 << BITS);
  private final ConcurrentMap<Long, Depth> depths = new ConcurrentHashMap<>();

  /** What is first in each token of here; of the JDK, so that a token holds nothing of ours. */
  private final Object own = new Object();

  private volatile boolean ended;

  /** Of one thread, which alone uses it. */
  private static final class Depth {
    int calls;
  }

  /**
   * A call begins. Its token says how many are open with it, in an array of the JDK: frames of the
   * application hold it.
   */
  public @Nullable Object enter(long thread) {
    if (ended) return null;
    Depth depth = depths.get(thread);
    if (depth == null) {
      depth = new Depth();
      depths.put(thread, depth);
      near.incrementAndGet(place(thread));
    }
    return new Object[] {own, ++depth.calls};
  }

  /** A call ends, if its token is of here. */
  public void leave(@Nullable Object of, long thread) {
    if (!(of instanceof Object[] token) || token[0] != own) return;
    Depth depth = depths.get(thread);
    if (depth == null) return;
    depth.calls = Math.min(depth.calls, (int) token[1] - 1);
    if (depth.calls > 0) return;
    depths.remove(thread);
    near.decrementAndGet(place(thread));
  }

  /** Whether this thread is inside such a call. */
  boolean holds(long thread) {
    return near.get(place(thread)) > 0 && depths.containsKey(thread);
  }

  /** No call counts any more. */
  public void end() {
    ended = true;
    depths.clear();
  }

  private static int place(long thread) {
    return Guard.spread(thread, BITS);
  }
}
