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
 * <p>A small table of counts stands before, by which nearly all threads that are outside are told
 * so after one read.
 */
public final class Inside {
  private static final int BITS = 12;

  private final AtomicIntegerArray near = new AtomicIntegerArray(1 << BITS);
  private final ConcurrentMap<Long, Depth> depths = new ConcurrentHashMap<>();
  private final Object[] token = {this};

  /** Of one thread, which alone uses it. */
  private static final class Depth {
    int calls;
  }

  /** A call begins. Its token is an array of the JDK: frames of the application hold it. */
  public @Nullable Object enter(long thread) {
    if (token[0] == null) return null;
    Depth depth = depths.get(thread);
    if (depth == null) {
      depth = new Depth();
      depths.put(thread, depth);
      near.incrementAndGet(place(thread));
    }
    depth.calls++;
    return token;
  }

  /** A call ends, if its token is of here. */
  public void leave(@Nullable Object of, long thread) {
    if (of != token) return;
    Depth depth = depths.get(thread);
    if (depth == null || --depth.calls > 0) return;
    depths.remove(thread);
    near.decrementAndGet(place(thread));
  }

  /** Whether this thread is inside such a call. */
  boolean holds(long thread) {
    return near.get(place(thread)) > 0 && depths.containsKey(thread);
  }

  /** Lets go of what frames of the application may still hold. */
  public void end() {
    token[0] = null;
    depths.clear();
  }

  private static int place(long thread) {
    return Guard.spread(thread, BITS);
  }
}
