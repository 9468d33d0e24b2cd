package dev.sonde.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What a trace is asked to do while its cost is measured. */
enum Scenario {
  /** A condition that never holds. */
  FALSE("trace", "-w", "order == null"),
  /** Every call becomes an event. */
  EVENT("trace", "-n", "unlimited", "--overhead", "1000", "--max-events", "999999999"),
  /** Each call is counted and timed, into a histogram. */
  STATS("stats"),
  /** The limit was reached, and the trace has removed itself. */
  OVER("trace", "-n", "10");

  private final String verb;
  private final List<String> options;

  Scenario(String verb, String... options) {
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
