package dev.sonde.benchmarks;

import java.io.File;

/**
 * Which iterations of one fork run under the trace: without, with, without, with, and without at
 * last, so that the difference is taken between neighbours in one process.
 */
final class Schedule {
  /** Iterations of one phase. */
  static final int LENGTH = 6;

  /** The first ones of a phase: the JIT compiler is at work. */
  static final int SETTLING = 3;

  static final int PHASES = 5;
  static final int ITERATIONS = LENGTH * PHASES;

  private Schedule() {}

  static int phase(int iteration) {
    return iteration / LENGTH;
  }

  static boolean traced(int iteration) {
    return phase(iteration) % 2 == 1;
  }

  /** Several jars, parted as a class path is, take turns. */
  static String jar(int iteration, String jars) {
    String[] each = jars.split(File.pathSeparator);
    return each[turn(phase(iteration), each.length)];
  }

  /** Which of so many jars a traced phase belongs to. */
  static int turn(int phase, int jars) {
    return phase / 2 % jars;
  }

  static boolean settled(int iteration) {
    return iteration % LENGTH >= SETTLING;
  }
}
