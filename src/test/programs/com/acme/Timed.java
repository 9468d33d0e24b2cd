package com.acme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Calls that take long enough to be measured by a clock of their own, of which some fail. */
final class Timed {
  private static final int HUNDRED = 100;

  private final List<Long> around = new ArrayList<>();
  private final List<Long> within = new ArrayList<>();
  private int failed;

  private static final Timed only = new Timed();

  /** Takes 15 to 54 ms, one in 25 calls 160; each tenth fails. */
  int work(int i) throws InterruptedException {
    long start = System.nanoTime();
    Thread.sleep(i % 25 == 24 ? 160 : 15 + i * 7 % 40);
    add(within, System.nanoTime() - start);
    if (i % 10 == 3) throw new IllegalStateException("each tenth");
    return i;
  }

  static void shapes(Map<String, Shape> shapes) {
    shapes.put("timed", i -> only.timed(i));
  }

  private void timed(int i) throws InterruptedException {
    long start = System.nanoTime();
    try {
      work(i);
    } catch (IllegalStateException expected) {
      add(null, 0);
    }
    add(around, System.nanoTime() - start);
  }

  /** To one of the lists; to none: a failure. */
  private synchronized void add(List<Long> durations, long duration) {
    if (durations == null) failed++;
    else durations.add(duration);
  }

  /**
   * Calls and failures; then, of what was measured within the method and of what was measured around it, p50, p90, p99 and max in nanoseconds, and how many took more than 100 ms.
   * Between the two lies what somebody measures who is called when the method begins and when it ends.
   */
  static String measured() {
    synchronized (only) {
      return only.around.size() + " " + only.failed + told(only.within) + told(only.around);
    }
  }

  private static String told(List<Long> nanos) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    long slow = sorted.stream().filter(each -> each > HUNDRED * 1_000_000L).count();
    return " " + at(sorted, 50) + " " + at(sorted, 90) + " " + at(sorted, 99) + " " + at(sorted, HUNDRED) + " " + slow;
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() * percent + HUNDRED - 1) / HUNDRED - 1);
  }
}
