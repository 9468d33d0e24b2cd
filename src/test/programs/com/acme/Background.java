package com.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Threads that call shapes until told to stop, and the first thing that went wrong in one of them. */
final class Background {
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder calls = new LongAdder();
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();
  private volatile boolean stopped;

  String start(Shape shape, int count) {
    stopped = false;
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> run(shape), "worker-" + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    return "";
  }

  private void run(Shape shape) {
    try {
      for (int i = 0; !stopped; i = i + 1 & 0xfff) {
        shape.call(i);
        calls.increment();
      }
    } catch (Throwable e) {
      wrong.compareAndSet(null, e);
    }
  }

  String count() throws Throwable {
    Throwable first = wrong.get();
    if (first != null) throw first;
    return String.valueOf(calls.sum());
  }

  String stop() throws Throwable {
    stopped = true;
    for (Thread each : threads) each.join();
    threads.clear();
    return count();
  }
}
