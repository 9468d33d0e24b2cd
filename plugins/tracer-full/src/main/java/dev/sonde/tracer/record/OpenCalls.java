package dev.sonde.tracer.record;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The open calls of one trace, innermost first, so that a call knows how many of its own thread it
 * stands in. A few lists in place of a ThreadLocal, shared by threads without a lock: a call is
 * pushed in front, and closed ones are cut out by whoever passes them. Since a link only ever
 * changes to skip closed calls, threads that cut at the same time lose no open one.
 */
final class OpenCalls {
  private static final int BITS = 8;

  private final AtomicReferenceArray<@Nullable CallRecord> newest =
      new AtomicReferenceArray<>(1 << BITS);

  /**
   * How many calls are open in this thread, which asks.
   *
   * @param others of these, that are not in a list
   */
  int depth(long thread, int others) {
    CallRecord around = around(open(newest.getAcquire(list(thread))), thread);
    return around == null ? others : around.depth + 1;
  }

  /** Adds a call. In the thread of the call. */
  void push(CallRecord call) {
    int list = list(call.thread);
    CallRecord seen = newest.getAcquire(list);
    while (true) {
      call.next = open(seen);
      if (newest.compareAndSet(list, seen, call)) return;
      seen = newest.getAcquire(list);
    }
  }

  /**
   * Empties the tokens of all calls, and forgets them: a frame that never returns keeps its token,
   * and must not keep this plugin by it, nor other calls.
   */
  void sever() {
    for (int list = 0; list < newest.length(); list++) {
      for (CallRecord each = newest.get(list); each != null; each = each.next) each.token[0] = null;
      newest.set(list, null);
    }
  }

  private static int list(long thread) {
    return Guard.spread(thread, BITS);
  }

  private static @Nullable CallRecord around(@Nullable CallRecord first, long thread) {
    for (CallRecord each = first; each != null; each = each.next) {
      if (each.thread == thread) return each;
      each.next = open(each.next);
    }
    return null;
  }

  private static @Nullable CallRecord open(@Nullable CallRecord first) {
    CallRecord each = first;
    while (each != null && !each.open) each = each.next;
    return each;
  }
}
