package dev.sonde.tracer.record;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which threads are inside a probe of this session now, so that what a probe calls is never traced
 * itself. A table of thread ids in place of a ThreadLocal, whose values would stay on the
 * application's threads: fixed in size, nothing to clean up for a thread that ended.
 *
 * <p>A platform thread takes a place of its own, one of the {@link Seats}, and keeps it until it
 * has died. All others share the places before those: a thread has one there in one bucket of 8,
 * two cache lines at most, and only for the nanoseconds of a capture. While it holds a place, it
 * alone uses what others keep for that place: its {@link Stripe} of each trace.
 */
public final class Guard {
  /** Places that threads share. */
  private static final int SHARED_BITS = 10;

  static final int SHARED = 1 << SHARED_BITS;

  /** All places: those of the seats come last. */
  public static final int PLACES = SHARED + Seats.COUNT;

  /** This thread is inside a probe already. */
  static final int INSIDE = -1;

  /** Eight other threads of this bucket are inside probes. */
  static final int CROWDED = -2;

  private static final int BUCKET = 8;
  private static final String PACKAGE = "dev.sonde.tracer.record.";
  private static final long WAIT_STEP = 100_000;

  private final AtomicLongArray threads = new AtomicLongArray(SHARED);
  private final Seats seats;

  /**
   * By bucket, 1 as soon as a thread has been elsewhere than at home there: who has not can be
   * inside at home alone.
   */
  private final AtomicIntegerArray mixed = new AtomicIntegerArray(SHARED / BUCKET);

  public Guard() {
    this(new Seats());
  }

  Guard(Seats seats) {
    this.seats = seats;
  }

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
    int seat = Seats.of(thread);
    return seats.enter(seat, thread) ? SHARED + seat : enterElsewhere(seat, thread);
  }

  private int enterElsewhere(int seat, long thread) {
    // Also of who could sit down: it may be inside at a place that it shares.
    if (seats.inside(seat, thread) || holdsShared(thread)) return INSIDE;
    return seats.take(seat, thread) ? SHARED + seat : enterShared(thread);
  }

  private int enterShared(long thread) {
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

  /** The words of its seats: {@link Seats#words}. */
  long[] seats() {
    return seats.words();
  }

  /** Whether this thread is inside a probe now. */
  boolean holds(long thread) {
    return seats.inside(Seats.of(thread), thread) || holdsShared(thread);
  }

  private boolean holdsShared(long thread) {
    int bucket = bucket(thread);
    for (int place = bucket; place < bucket + BUCKET; place++)
      if (threads.getOpaque(place) == thread) return true;
    return false;
  }

  void leave(int place) {
    if (place >= SHARED) seats.leave(place - SHARED);
    else threads.setRelease(place, 0);
  }

  /** Leaves whatever place this thread may hold; for failures, whose origin is not known. */
  void leaveAny(long thread) {
    int seat = Seats.of(thread);
    if (seats.inside(seat, thread)) seats.leave(seat);
    int bucket = bucket(thread);
    for (int place = bucket; place < bucket + BUCKET; place++)
      if (threads.getOpaque(place) == thread) threads.setRelease(place, 0);
  }

  /**
   * Waits until each capture that was under way has ended, but not longer than this. Between what
   * keeps further captures from beginning and this, each thread must have come to a safepoint, as
   * it does when classes are woven: who sits down says so without a fence.
   */
  void quiet(long nanos) {
    long start = System.nanoTime();
    for (int place = 0; place < PLACES; place++) {
      long holder = holder(place);
      while (holder != 0 && holder(place) == holder && System.nanoTime() - start < nanos)
        LockSupport.parkNanos(WAIT_STEP);
    }
  }

  /** Who is inside in a place; 0: nobody. */
  private long holder(int place) {
    return place >= SHARED ? seats.holder(place - SHARED) : threads.getAcquire(place);
  }

  /**
   * Gives away the seats of threads that have died, if more than half are taken.
   *
   * @param living says which threads live now, null if unknown
   */
  public void tidy(Supplier<@Nullable Set<Long>> living) {
    if (seats.crowded()) seats.release(living);
  }

  private static int bucket(long thread) {
    return home(thread) & -BUCKET;
  }

  /** The place where a thread is inside unless another one holds it. */
  private static int home(long thread) {
    return spread(thread, SHARED_BITS);
  }

  /**
   * A number of so many bits, for numbers in a row different ones (Fibonacci hashing: Knuth, The
   * Art of Computer Programming 3, section 6.4).
   */
  static int spread(long number, int bits) {
    return (int) (number * 0x9E3779B97F4A7C15L >>> (Long.SIZE - bits));
  }
}
