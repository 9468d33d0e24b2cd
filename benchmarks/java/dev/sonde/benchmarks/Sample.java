package dev.sonde.benchmarks;

/**
 * What one thread used in one iteration.
 *
 * @param cpuNanos of the thread
 * @param processNanos of all threads of the process meanwhile
 */
record Sample(int iteration, long calls, long cpuNanos, long processNanos, long wallNanos) {
  String line() {
    return "sample "
        + iteration + " " + calls + " " + cpuNanos + " " + processNanos + " " + wallNanos;
  }

  static Sample of(String[] words, int at) {
    return new Sample(
        Integer.parseInt(words[at]),
        Long.parseLong(words[at + 1]),
        Long.parseLong(words[at + 2]),
        Long.parseLong(words[at + 3]),
        Long.parseLong(words[at + 4]));
  }

  /** CPU nanoseconds a call. */
  double cost() {
    return (double) cpuNanos / calls;
  }
}
