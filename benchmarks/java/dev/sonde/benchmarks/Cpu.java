package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of a whole process at one moment, from {@code /proc}. */
record Cpu(long nanos, long at) {
  /** Linux has counted in these since ever ({@code USER_HZ}). */
  private static final long CLOCK_TICK = 10_000_000;

  static Cpu of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(words[11]) + Long.parseLong(words[12]);
    return new Cpu(ticks * CLOCK_TICK, System.nanoTime());
  }

  double coresSince(Cpu before) {
    return (double) (nanos - before.nanos) / (at - before.at);
  }
}
