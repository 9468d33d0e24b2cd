package dev.sonde.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What a trace is asked to do while its cost is measured. */
enum Scenario {
  /** A condition that never holds. */
  FALSE("condition false", "<= 1", "trace", "-w", "order == null"),
  /** Counts calls and does nothing else: the probe of {@code find --rate}. */
  COUNT("count only", "<= 2", "trace", "-w", "1 == 2"),
  /** Every call becomes an event, with arguments and result. */
  EVENT(
      "every call an event, without its caller",
      "<= 50",
      "trace",
      "--capture=-caller",
      "-n",
      "unlimited",
      "--overhead",
      "1000",
      "--max-events",
      "999999999"),
  /** The same as a trace tells it without options: for its caller the stack is walked. */
  CALLER(
      "every call an event, with its caller",
      "none",
      "trace",
      "-n",
      "unlimited",
      "--overhead",
      "1000",
      "--max-events",
      "999999999"),
  /** Each call is counted and timed, into a histogram. */
  STATS("count, time and histogram", "<= 48, the same with 2 threads", "stats"),
  /** The limit was reached, and the trace has removed itself. */
  OVER("the limit was reached", "0", "trace", "-n", "10");

  final String title;

  /** What docs/BENCHMARKS.md holds it to, CPU nanoseconds more. */
  final String goal;

  private final String verb;
  private final List<String> options;

  Scenario(String title, String goal, String verb, String... options) {
    this.title = title;
    this.goal = goal;
    this.verb = verb;
    this.options = List.of(options);
  }

  List<String> command(long pid) {
    List<String> command =
        new ArrayList<>(List.of(verb, Long.toString(pid), Work.class.getName() + "::price"));
    command.addAll(options);
    command.addAll(List.of("-t", "10m", "--json"));
    return command;
  }

  boolean endsItself() {
    return this == OVER;
  }
}
