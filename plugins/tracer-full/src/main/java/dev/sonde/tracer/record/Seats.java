package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Places of the {@link Guard} that belong to one platform thread each: it goes in and out by plain
 * reading and writing, which costs a fifth of a compare-and-set. A thread takes its seat by one
 * when it comes first, if nobody has it, and keeps it; seats of threads that have died are given
 * away again. Virtual threads never sit down: there may be millions of them.
 *
 * <p>The word of a seat is twice the id of its thread, and one more while that is inside.
 */
class Seats {
  private static final int BITS = 8;
  static final int COUNT = 1 << BITS;

  /** Longs of a cache line. */
  private static final int APART = 8;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words = new long[COUNT * APART];

  /** The only seat that a thread may have: threads with ids in a row have different ones. */
  static int of(long thread) {
    return Guard.spread(thread, BITS);
  }

  /** Goes inside; false: this is not the thread's seat, or it is inside already. */
  boolean enter(int seat, long thread) {
    return enter(words, seat, thread);
  }

  /** The words of all seats, for who enters and leaves without asking where they are. */
  long[] words() {
    return words;
  }

  /** As {@link #enter(int, long)}. */
  static boolean enter(long[] words, int seat, long thread) {
    int at = seat * APART;
    if (words[at] != thread << 1) return false;
    WORDS.setOpaque(words, at, thread << 1 | 1);
    return true;
  }

  /** Whether this is the thread's seat, and it is not inside. */
  static boolean free(long[] words, int seat, long thread) {
    return words[seat * APART] == thread << 1;
  }

  /** Goes inside for a thread that has died. False: another one has its seat. */
  static boolean enterFor(long[] words, int seat, long thread) {
    int at = seat * APART;
    return WORDS.compareAndSet(words, at, thread << 1, thread << 1 | 1)
        || WORDS.compareAndSet(words, at, 0L, thread << 1 | 1);
  }

  /** From now on the seat, which who asks has entered, is nobody's. */
  static void giveAway(long[] words, int seat) {
    WORDS.setRelease(words, seat * APART, 0L);
  }

  /** The thread that has entered this seat of its leaves. */
  static void leave(long[] words, int seat, long thread) {
    WORDS.setRelease(words, seat * APART, thread << 1);
  }

  /** Takes the seat, if it is free, and goes inside. */
  boolean take(int seat, long thread) {
    int at = seat * APART;
    return word(at) == 0 && mayTake() && WORDS.compareAndSet(words, at, 0L, thread << 1 | 1);
  }

  /** Whether the current thread is one that may sit down. */
  boolean mayTake() {
    return !Threads.isVirtual(Thread.currentThread());
  }

  boolean inside(int seat, long thread) {
    return word(seat * APART) == (thread << 1 | 1);
  }

  /** The thread that has this seat leaves. */
  void leave(int seat) {
    int at = seat * APART;
    WORDS.setRelease(words, at, words[at] & ~1L);
  }

  /** The word of who is inside; 0: nobody. */
  long holder(int seat) {
    long word = (long) WORDS.getAcquire(words, seat * APART);
    return (word & 1) == 0 ? 0 : word;
  }

  /** Whether more than half of the seats are taken. */
  boolean crowded() {
    int taken = 0;
    for (int seat = 0; seat < COUNT; seat++) if (word(seat * APART) != 0) taken++;
    return taken > COUNT / 2;
  }

  /**
   * Gives away the seats of threads that have died, and so never return.
   *
   * @param living says which threads live now, null if unknown; asked after the seats were looked
   *     at
   */
  void release(Supplier<@Nullable Set<Long>> living) {
    long[] known = new long[COUNT];
    for (int seat = 0; seat < COUNT; seat++)
      known[seat] = (long) WORDS.getAcquire(words, seat * APART);
    Set<Long> ids = living.get();
    if (ids == null) return;
    for (int seat = 0; seat < COUNT; seat++)
      if (known[seat] != 0 && !ids.contains(known[seat] >>> 1))
        WORDS.compareAndSet(words, seat * APART, known[seat], 0L);
  }

  private long word(int at) {
    return (long) WORDS.getOpaque(words, at);
  }
}
