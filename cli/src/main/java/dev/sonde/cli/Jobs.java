package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The traces of a prompt by their numbers, which come in the order in which they were armed. */
final class Jobs {
  private static final int MOST_KEPT = 200;

  private final TreeMap<Integer, Job> numbered = new TreeMap<>();
  private int last;

  /** The number of a trace that was armed just now; the one it has, if it has one. */
  synchronized int number(Job job) {
    boolean known = job.number() != 0;
    job.number(known ? job.number() : ++last);
    if (!known) numbered.put(last, job);
    forget();
    return job.number();
  }

  private void forget() {
    if (numbered.size() <= MOST_KEPT) return;
    for (Map.Entry<Integer, Job> each : numbered.entrySet())
      if (each.getValue().over()) {
        numbered.remove(each.getKey());
        return;
      }
  }

  /**
   * @throws SondeException if no trace has it
   */
  synchronized Job get(String number) {
    Job job = number.matches("\\d{1,9}") ? numbered.get(Integer.parseInt(number)) : null;
    if (job != null) return job;
    throw new SondeException(
        ErrorId.USAGE,
        "expected the number of a trace of this prompt and got "
            + number
            + (numbered.isEmpty()
                ? ": there is none yet, trace PATTERN & begins one"
                : "; those that are: " + shown() + ". jobs says more"));
  }

  private String shown() {
    return String.join(", ", numbered.keySet().stream().map(String::valueOf).toList());
  }

  synchronized List<Job> all() {
    return List.copyOf(numbered.values());
  }

  synchronized List<Job> running() {
    return numbered.values().stream().filter(each -> !each.over()).toList();
  }
}
