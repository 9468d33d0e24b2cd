package com.acme;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** What is hard for a tracer: missing types, a stack that overflows, virtual threads, hot loops, frames that never return. */
public class Hard {
  private static final RuntimeException NEGATIVE = new IllegalArgumentException("negative depth");

  private final CountDownLatch released = new CountDownLatch(1);
  private long ticks;

  public int withMissing(Missing missing, int x) {
    return missing == null ? x : -1;
  }

  public long bottomless(long depth) {
    if (depth < 0) throw NEGATIVE;
    return bottomless(depth + 1) + 1;
  }

  public int tick(int x) {
    ticks++;
    return x ^ 0x55;
  }

  public long forever() throws InterruptedException {
    released.await();
    return ticks;
  }

  static void shapes(Map<String, Shape> shapes) {
    Hard it = new Hard();
    shapes.put("missing", i -> Shape.same(i, it.withMissing(null, i)));
    shapes.put("overflow", i -> overflow(it));
    shapes.put("hot", i -> hot(it));
    shapes.put("paced", i -> paced(it));
    shapes.put("slow", i -> slow(it, i));
    shapes.put("virtual", i -> virtual(it, i));
    shapes.put("typed", Typed::call);
    shapes.put("odd", Odd::call);
    shapes.put("intruder", i -> Intruder.come());
    shapes.put("forever", i -> it.forever());
  }

  /** What is linked for the first time where the stack ends must still work where it does not. */
  private static void overflow(Hard it) {
    Shape.same(StackOverflowError.class, Orders.thrown(() -> it.bottomless(0)).getClass());
    Shape.same(NEGATIVE, Orders.thrown(() -> it.bottomless(-1)));
  }

  private static void hot(Hard it) {
    for (int i = 0; i < 1000; i++) if (it.tick(i) != (i ^ 0x55)) throw new IllegalStateException("wrong tick " + i);
  }

  private static void paced(Hard it) {
    for (int i = 0; i < 100; i++) if (it.tick(i) != (i ^ 0x55)) throw new IllegalStateException("wrong tick " + i);
    LockSupport.parkNanos(2_000_000);
  }

  private static void slow(Hard it, int i) throws InterruptedException {
    Shape.same(i ^ 0x55, it.tick(i));
    Thread.sleep(1);
  }

  /** By reflection: release 17 has no virtual threads. */
  private static void virtual(Hard it, int i) throws ReflectiveOperationException, InterruptedException {
    int[] result = new int[1];
    Runnable task = () -> result[0] = it.tick(i);
    Thread thread = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    thread.join();
    Shape.same(i ^ 0x55, result[0]);
  }
}
