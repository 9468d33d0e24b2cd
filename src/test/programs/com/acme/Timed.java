package com.acme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Calls that take long enough to be measured by a clock of their own, of which some fail. */
final class Timed {
  private static final int HUNDRED = 100;

  private final List<Long> nanos = new ArrayList<>();
  private int failed;

  private static final Timed only = new Timed();

  /** Takes 15 to 54 ms, one in 25 calls 160; each tenth fails. */
  int work(int i) throws InterruptedException {
    Thread.sleep(i % 25 == 24 ? 160 : 15 + i * 7 % 40);
    if (i % 10 == 3) throw new IllegalStateException("each tenth");
    return i;
  }

  static void shapes(Map<String, Shape> shapes) {
    shapes.put("timed", i -> only.timed(i));
  }

  private void timed(int i) throws InterruptedException {
    long start = System.nanoTime();
    boolean fails = false;
    try {
      work(i);
    } catch (IllegalStateException expected) {
      fails = true;
    }
    add(System.nanoTime() - start, fails);
  }

  private synchronized void add(long duration, boolean fails) {
    nanos.add(duration);
    if (fails) failed++;
  }

  /** Calls, failures, p50, p90, p99 and max in nanoseconds. */
  static String measured() {
    synchronized (only) {
      List<Long> sorted = new ArrayList<>(only.nanos);
      Collections.sort(sorted);
      return sorted.size() + " " + only.failed + " " + at(sorted, 50) + " " + at(sorted, 90) + " " + at(sorted, 99) + " " + at(sorted, HUNDRED);
    }
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() * percent + HUNDRED - 1) / HUNDRED - 1);
  }
}
