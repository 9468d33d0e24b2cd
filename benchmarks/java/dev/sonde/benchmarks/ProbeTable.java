package dev.sonde.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs {@link Probe} for each scenario, JDK and number of threads, and prints what a call costs
 * more under a trace.
 *
 * <p>{@code ProbeTable FORKS MILLIS SCENARIOS THREADS JAVA_HOME..}: MILLIS an iteration, the lists
 * with commas. The system property {@code sonde.jars} names one {@code sonde.jar}, or several that
 * are compared in the same processes.
 */
final class ProbeTable {
  private final int forks;
  private final TimeValue time;
  private final String[] jars = System.getProperty("sonde.jars").split(File.pathSeparator);

  private ProbeTable(int forks, long millis) {
    this.forks = forks;
    this.time = TimeValue.milliseconds(millis);
  }

  public static void main(String[] words) throws Exception {
    ProbeTable table = new ProbeTable(Integer.parseInt(words[0]), Long.parseLong(words[1]));
    List<String> rows = new ArrayList<>();
    for (String scenario : words[2].split(","))
      for (int home = 4; home < words.length; home++)
        for (String threads : words[3].split(","))
          rows.addAll(table.rows(scenario, words[home], Integer.parseInt(threads)));
    System.out.println("\n" + Machine.describe() + "\n");
    System.out.println("| trace | JDK | threads | call alone, CPU ns | added | goal | left after two |");
    System.out.println("|---|---|---|---|---|---|---|");
    rows.forEach(System.out::println);
  }

  private List<String> rows(String scenario, String home, int threads)
      throws IOException, RunnerException {
    Path samples = Files.createTempFile("sonde-probe", ".samples");
    run(scenario, home, threads, samples);
    Forks found = Forks.read(samples);
    List<String> rows = new ArrayList<>();
    for (int jar = 0; jar < jars.length; jar++) {
      Scenario traced = Scenario.valueOf(scenario);
      String name = jars.length == 1 ? traced.title : traced.title + ", " + jars[jar];
      rows.add(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %s | %s | %s | %s |",
              name,
              Machine.version(Path.of(home)),
              threads,
              found.base(),
              found.added(jar, jars.length),
              traced.goal,
              found.remaining()));
    }
    rows.forEach(System.out::println);
    found.ends().stream().limit(jars.length).forEach(end -> System.out.println("  " + end));
    return rows;
  }

  private void run(String scenario, String home, int threads, Path samples)
      throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(Probe.class.getName())
        .param("scenario", scenario)
        .jvm(home + "/bin/java")
        .jvmArgs(
            "-Xmx512m",
            "-XX:+EnableDynamicAgentLoading",
            "-Dsonde.jars=" + String.join(File.pathSeparator, jars),
            "-Dsonde.java=" + System.getProperty("java.home") + "/bin/java",
            "-Dsonde.samples=" + samples)
        .threads(threads)
        .forks(forks)
        .warmupIterations(0)
        .measurementIterations(Schedule.ITERATIONS)
        .measurementTime(time)
        .shouldFailOnError(true)
        .verbosity(org.openjdk.jmh.runner.options.VerboseMode.SILENT);
    new Runner(options.build()).run();
  }
}
