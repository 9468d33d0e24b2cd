package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The samples of all forks of one scenario, and what they say. */
final class Forks {
  private final Map<String, List<Sample>> samples = new TreeMap<>();
  private final List<String> ends = new ArrayList<>();

  static Forks read(Path file) throws IOException {
    Forks forks = new Forks();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", 4);
      if (words[1].equals("end")) forks.ends.add(words[3]);
      else
        forks
            .samples
            .computeIfAbsent(words[0], key -> new ArrayList<>())
            .add(Sample.of(line.split(" "), 2));
    }
    return forks;
  }

  /** CPU nanoseconds a call without a trace. */
  Spread base() {
    List<Double> all = new ArrayList<>();
    for (List<Sample> fork : samples.values())
      for (int phase = 0; phase < Schedule.PHASES; phase += 2) all.add(cost(fork, phase));
    return Spread.of(all);
  }

  /**
   * CPU nanoseconds a call that each traced phase has more than the phases around it.
   *
   * @param jar which of so many
   */
  Spread added(int jar, int jars) {
    List<Double> all = new ArrayList<>();
    for (List<Sample> fork : samples.values())
      for (int phase = 1; phase < Schedule.PHASES; phase += 2)
        if (Schedule.turn(phase, jars) == jar)
          all.add(cost(fork, phase) - (cost(fork, phase - 1) + cost(fork, phase + 1)) / 2);
    return Spread.of(all);
  }

  /** What the last phase, after two traces, has more than the first. */
  Spread remaining() {
    List<Double> all = new ArrayList<>();
    for (List<Sample> fork : samples.values())
      all.add(cost(fork, Schedule.PHASES - 1) - cost(fork, 0));
    return Spread.of(all);
  }

  private static double cost(List<Sample> fork, int phase) {
    List<Double> costs = new ArrayList<>();
    for (Sample each : fork)
      if (Schedule.phase(each.iteration()) == phase && Schedule.settled(each.iteration()))
        costs.add(each.cost());
    return Spread.of(costs).median();
  }

  /** The end records of all traces. */
  List<String> ends() {
    return ends;
  }
}
