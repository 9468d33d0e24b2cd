package dev.sonde.target;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of the JVM's compilers, as the kernel tells of them. They hold the loader of what
 * they compile or have waiting, on a machine with more to do than it can for many seconds.
 */
class Compilers {
  static final long LOOK_NANOS = 250_000_000;
  static final int LOOKS = 12;
  private static final int USER = 11;

  private final String tasks;
  private long ticks = -1;

  /**
   * @param tasks a folder with a {@code stat} of each thread
   */
  Compilers(String tasks) {
    this.tasks = tasks;
  }

  /** Waits three seconds for them to have no work. False: they still have. */
  boolean rest() {
    for (int i = 0; i < LOOKS; i++) {
      if (!busy()) return true;
      pause();
    }
    return false;
  }

  void pause() {
    LockSupport.parkNanos(LOOK_NANOS);
  }

  /** Whether one runs or waits for a processor, or has used one since the last look. */
  private boolean busy() {
    long used = 0;
    boolean running = false;
    String[] all = new File(tasks).list();
    for (int i = 0; all != null && i < all.length; i++) {
      String stat = stat(all[i]);
      int name = stat.indexOf(" CompilerThre) ");
      if (name < 0) continue;
      String[] fields = stat.substring(name + 15).split(" ");
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
