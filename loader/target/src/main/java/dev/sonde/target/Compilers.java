package dev.sonde.target;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of the JVM's compilers, as the kernel tells of them. They hold the loader of what
 * they compile or have waiting, on a machine with more to do than it can for many seconds.
 */
class Compilers {
  static final int LOOKS = 12;

  /** Milliseconds between looks for the end of what is compiled just now. */
  static final long SHORT = 20;

  private static final long LONG = 250;
  private static final String NAME = " CompilerThre) ";
  private static final int USER = 11;

  private final String tasks;
  private final List<String> threads = new ArrayList<>();
  private long ticks = -1;
  private boolean running;
  private boolean hurried;
  private long spared;

  /**
   * @param tasks a folder with a {@code stat} of each thread
   */
  Compilers(String tasks) {
    this.tasks = tasks;
  }

  /** Waits three seconds for them to have no work. False: they still have. */
  boolean rest() {
    if (spared > 0) pause(spared);
    spared = 0;
    find();
    for (int i = 0; i < LOOKS; i++) {
      if (!busy()) return true;
      pause(LONG);
    }
    return false;
  }

  /**
   * Pauses, but once no longer than compilers are at work that are so at the first looks: what one
   * compiles while the JVM collects, it holds until that is done. Where none works, only time can
   * help. What was spared is added to the next pause, or to the next {@link #rest}.
   */
  void outlast(long millis) {
    long all = millis + spared;
    spared = 0;
    if (hurried) {
      pause(all);
      return;
    }
    spared = untilDone(all);
    hurried = spared > 0;
  }

  /** The milliseconds that were not needed. */
  private long untilDone(long millis) {
    find();
    busy();
    boolean worked = running;
    for (long left = millis; left > 0; worked = true) {
      long step = Math.min(left, SHORT);
      pause(step);
      left -= step;
      if (busy()) continue;
      if (worked) return left;
      pause(left);
      return 0;
    }
    return 0;
  }

  void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** An application may have thousands of threads: these are looked through once. */
  private void find() {
    threads.clear();
    String[] all = new File(tasks).list();
    for (int i = 0; all != null && i < all.length; i++)
      if (stat(all[i]).contains(NAME)) threads.add(all[i]);
  }

  /** Whether one runs or waits for a processor, or has used one since the last look. */
  private boolean busy() {
    long used = 0;
    running = false;
    for (String thread : threads) {
      String stat = stat(thread);
      int name = stat.indexOf(NAME);
      if (name < 0) continue;
      String[] fields = stat.substring(name + NAME.length()).split(" ");
      running |= !fields[0].equals("S");
      used += Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
    }
    boolean moved = used != ticks;
    ticks = used;
    return running || moved;
  }

  private String stat(String task) {
    try {
      return Files.readString(Path.of(tasks, task, "stat"), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
