package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What it costs to weave many methods at once: traces of few and of many methods of {@link Many}, in
 * turn, in one JVM, each until its start record and then to its end.
 *
 * <p>{@code Weaving METHODS ROUNDS JAVA_HOME..}. The first round counts as the others: a trace meets
 * cold code each time, for its loader is new.
 */
final class Weaving {
  private static final int FEW = 10;

  /** The thread that searches, plans and weaves, and the JVM's own that puts in new code. */
  private static final List<String> WORKERS = List.of("sonde-work", "VM Thread");

  /** Of one trace, in milliseconds: from the command to the start record, and processor times. */
  private record Cost(double wall, double work, double weaving, double removal) {}

  private final Many many;
  private final int most;

  private Weaving(Many many, int most) {
    this.many = many;
    this.most = most;
  }

  public static void main(String[] words) throws Exception {
    int most = Integer.parseInt(words[0]);
    List<String> rows = new ArrayList<>();
    for (int home = 2; home < words.length; home++)
      try (Many many = Many.start(Path.of(words[home]), most)) {
        String version = Machine.version(Path.of(words[home]));
        rows.addAll(new Weaving(many, most).rows(version, Integer.parseInt(words[1])));
      }
    System.out.println("\n" + Machine.describe() + "\n");
    System.out.println(
        "| methods | JDK | sonde-work and VM Thread, CPU ms | the whole JVM, CPU ms"
            + " | removal, the whole JVM, CPU ms | command to start, wall ms |\n|---|---|---|---|---|---|");
    rows.forEach(System.out::println);
  }

  private List<String> rows(String version, int rounds) throws IOException, InterruptedException {
    List<Cost> few = new ArrayList<>();
    List<Cost> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      few.add(trace(FEW));
      all.add(trace(most));
    }
    return List.of(row(version, FEW, few), row(version, most, all));
  }

  private static String row(String version, int methods, List<Cost> costs) {
    return String.format(
        Locale.ROOT,
        "| %,d | %s | %s | %s | %s | %s |",
        methods,
        version,
        Spread.of(costs.stream().map(Cost::work).toList()),
        Spread.of(costs.stream().map(Cost::weaving).toList()),
        Spread.of(costs.stream().map(Cost::removal).toList()),
        Spread.of(costs.stream().map(Cost::wall).toList()));
  }

  private Cost trace(int methods) throws IOException, InterruptedException {
    long pid = many.pid();
    String limit = String.valueOf(most);
    List<String> words = new ArrayList<>(List.of("trace", String.valueOf(pid)));
    words.add(many.pattern(methods));
    words.addAll(List.of("-w", "x < -1", "--json", "-t", "5m"));
    words.addAll(List.of("--max-classes", limit, "--max-methods", limit));
    double work = workers(pid);
    Cpu before = Cpu.of(pid);
    Operator operator = Operator.start(System.getProperty("sonde.jars"), words).awaitStart();
    Cpu woven = Cpu.of(pid);
    work = workers(pid) - work;
    String end = operator.stop();
    Cpu removed = Cpu.of(pid);
    if (!Operator.record(end, "end").contains("\"removed\":{\"methods\":" + methods + ",\"ok\":true}"))
      throw new IOException("expected " + methods + " methods woven and removed, got " + end);
    double wall = (woven.at() - before.at()) / 1e6;
    Cost cost = new Cost(wall, work, millis(before, woven), millis(woven, removed));
    System.out.println(methods + " methods: " + cost);
    return cost;
  }

  private static double millis(Cpu from, Cpu to) {
    return (to.nanos() - from.nanos()) / 1e6;
  }

  /** Processor time of the threads that weave, in milliseconds, as the kernel counts it. */
  private static double workers(long pid) throws IOException {
    double millis = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path each : tasks.toList())
        if (WORKERS.contains(Files.readString(each.resolve("comm")).strip()))
          millis += Long.parseLong(Files.readString(each.resolve("schedstat")).split(" ")[0]) / 1e6;
    }
    return millis;
  }
}
