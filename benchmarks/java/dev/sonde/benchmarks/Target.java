package dev.sonde.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * The application that all tools are let loose on: threads that call {@link Work#price}, and a line
 * each quarter of a second of how often and at what cost.
 *
 * <p>{@code Target THREADS [CALLS A SECOND]}, as fast as it can without the second. Ends when nobody
 * reads what it says.
 */
final class Target {
  private static final long TICK = 250;
  private static final int SLOW = 64;

  /** A calling thread. What it writes, another one reads, a little late. */
  private static final class Caller extends Thread {
    private final Work work = new Work();
    private final int rate;
    private int sum;
    volatile long calls;
    volatile long longest;

    Caller(int number, int rate) {
      super("caller-" + number);
      this.rate = rate;
      setDaemon(true);
    }

    @Override
    public void run() {
      while (true) batch();
    }

    private void batch() {
      long start = System.nanoTime();
      sum = rate == 0 ? work.batch(sum) : work.few(sum, SLOW);
      long nanos = System.nanoTime() - start;
      if (nanos > longest) longest = nanos;
      calls += rate == 0 ? Work.BATCH : SLOW;
      if (rate > 0) LockSupport.parkNanos(1_000_000_000L * SLOW / rate - nanos);
    }
  }

  private Target() {}

  public static void main(String[] words) throws InterruptedException {
    int rate = words.length > 1 ? Integer.parseInt(words[1]) : 0;
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(words[0]); i++) callers.add(new Caller(i, rate));
    callers.forEach(Thread::start);
    System.out.println("READY");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    while (!System.out.checkError()) {
      Thread.sleep(TICK);
      long calls = 0;
      long cpu = 0;
      long longest = 0;
      for (Caller each : callers) {
        calls += each.calls;
        cpu += threads.getThreadCpuTime(each.getId());
        longest = Math.max(longest, each.longest);
        each.longest = 0;
      }
      System.out.printf(
          Locale.ROOT, "TICK %d %d %d %d%n", System.nanoTime(), calls, cpu, longest);
    }
  }
}
