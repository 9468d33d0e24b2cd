package dev.sonde.tracer.record;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Which threads are inside a probe of this session now, so that what a probe calls is never traced
 * itself. A table of thread ids in place of a ThreadLocal, whose values would stay on the
 * application's threads: fixed in size, nothing to clean up for a thread that ended.
 *
 * <p>A thread has its place in one bucket of 8, two cache lines at most, and only for the
 * nanoseconds of a capture. While it holds the place, it alone uses what others keep for that
 * place: its {@link Stripe} of each trace.
 */
public final class Guard {
  public static final int PLACES = 1024;

  /** This thread is inside a probe already. */
  static final int INSIDE = -1;

  /** Eight other threads of this bucket are inside probes. */
  static final int CROWDED = -2;

  private static final int BUCKET = 8;
  private static final String PACKAGE = "dev.sonde.tracer.record.";
  private static final long WAIT_STEP = 100_000;

  private final AtomicLongArray threads = new AtomicLongArray(PLACES);

  /**
   * By bucket, 1 as soon as a thread has been elsewhere than at home there: who has not can be
   * inside at home alone.
   */
  private final AtomicIntegerArray mixed = new AtomicIntegerArray(PLACES / BUCKET);

  /**
   * Whether this thread, which is said to be inside, has but failed to leave: where a stack ends,
   * even the handling of the failure may fail. Looks for another probe's frames below those of this
   * one; then leaves.
   */
  boolean leftBehind(long thread) {
    if (StackWalker.getInstance().walk(Guard::insideAnother)) return false;
    leaveAny(thread);
    return true;
  }

  private static boolean insideAnother(Stream<StackFrame> frames) {
    Iterator<StackFrame> each = frames.iterator();
    while (each.hasNext() && ours(each.next())) continue;
    while (each.hasNext()) if (ours(each.next())) return true;
    return false;
  }

  private static boolean ours(StackFrame frame) {
    return frame.getClassName().startsWith(PACKAGE);
  }

  /** Enters, and returns the place to leave; or {@link #INSIDE}, or {@link #CROWDED}. */
  int enter(long thread) {
    int home = home(thread);
    if (mixed.getOpaque(home / BUCKET) == 0) {
      long holder = threads.getOpaque(home);
      if (holder == thread) return INSIDE;
      if (holder == 0 && threads.compareAndSet(home, 0, thread)) return home;
    }
    return enterBucket(home, thread);
  }

  private int enterBucket(int home, long thread) {
    int bucket = home & -BUCKET;
    for (int place = bucket; place < bucket + BUCKET; place++)
      if (threads.getOpaque(place) == thread) return INSIDE;
    if (threads.compareAndSet(home, 0, thread)) return home;
    mixed.set(bucket / BUCKET, 1);
    for (int place = bucket; place < bucket + BUCKET; place++)
      if (threads.getOpaque(place) == 0 && threads.compareAndSet(place, 0, thread)) return place;
    return CROWDED;
  }

  /** Whether this thread is inside a probe now. */
  boolean holds(long thread) {
    int bucket = bucket(thread);
    for (int place = bucket; place < bucket + BUCKET; place++)
      if (threads.getOpaque(place) == thread) return true;
    return false;
  }

  void leave(int place) {
    threads.setRelease(place, 0);
  }

  /** Leaves whatever place this thread may hold; for failures, whose origin is not known. */
  void leaveAny(long thread) {
    int bucket = bucket(thread);
    for (int place = bucket; place < bucket + BUCKET; place++)
      if (threads.getOpaque(place) == thread) threads.setRelease(place, 0);
  }

  /** Waits until each capture that was under way has ended, but not longer than this. */
  void quiet(long nanos) {
    long start = System.nanoTime();
    for (int place = 0; place < PLACES; place++) {
      long holder = threads.getAcquire(place);
      while (holder != 0
          && threads.getAcquire(place) == holder
          && System.nanoTime() - start < nanos) LockSupport.parkNanos(WAIT_STEP);
    }
  }

  private static int bucket(long thread) {
    return home(thread) & -BUCKET;
  }

  /** The place where a thread is inside unless another one holds it. */
  private static int home(long thread) {
    return (int) (thread * 0x9E3779B97F4A7C15L >>> 54);
  }
}
