package dev.sonde.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What must be done at least where each call of {@link Work#price} is an event, by hand and with
 * nothing around it: two readings of the clock, and the data, characters too, in a ring of one
 * thread. No condition, no permit, no removal, no other thread, no look at what the text says.
 */
final class Limit {
  private static final int CAPACITY = 1 << 20;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle TAIL;

  static {
    try {
      TAIL = MethodHandles.lookup().findVarHandle(Limit.class, "tail", long.class);
    } catch (ReflectiveOperationException absent) {
      throw new ExceptionInInitializerError(absent);
    }
  }

  private static final int FIXED = 48;

  private final Work work = new Work();
  private final byte[] ring = new byte[CAPACITY + 512];
  private long number;
  private long head;
  private long tail;

  /** Calls like those of {@link Work#few}, each an event. */
  int recorded(int seed, int count) {
    int sum = seed;
    for (int i = 0; i < count; i++) sum += recorded(work.order(sum), Work.STEPS);
    return sum;
  }

  /** Calls like those of {@link Work#few}, each between two readings of the clock. */
  int timed(int seed, int count) {
    int sum = seed;
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      sum += work.price(work.order(sum), Work.STEPS);
      if (System.nanoTime() - start < 0) sum++;
    }
    return sum;
  }

  void drain() {
    head = tail;
  }

  private int recorded(String order, int steps) {
    long start = System.nanoTime();
    int result = work.price(order, steps);
    record(start, System.nanoTime() - start, order, steps, result);
    return result;
  }

  private void record(long start, long nanos, String order, int steps, int result) {
    int length = order.length();
    if (tail + FIXED + length - head > CAPACITY) throw new IllegalStateException("full");
    int at = (int) tail & CAPACITY - 1;
    EIGHT.set(ring, at, ++number);
    EIGHT.set(ring, at + 8, start);
    EIGHT.set(ring, at + 16, nanos);
    EIGHT.set(ring, at + 24, Thread.currentThread().getId());
    EIGHT.set(ring, at + 32, (long) steps);
    EIGHT.set(ring, at + 40, (long) result << 32 | length);
    text(order, length, at + FIXED);
    TAIL.setRelease(this, tail + FIXED + length);
  }

  @SuppressWarnings("deprecation") // the one way that copies characters and nothing else
  private void text(String order, int length, int at) {
    order.getBytes(0, length, ring, at);
  }
}
