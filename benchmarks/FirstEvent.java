import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the command to the first event, cold: one {@code sonde.jar} against another, or against a
 * launcher ({@code bin/sonde}, with or without an archive), turn by turn, each time in a target JVM
 * that nobody has attached to before.
 *
 * <p>{@code java benchmarks/FirstEvent.java OLD NEW [ROUNDS] [JAVA_HOME OF THE TARGET]} prints
 * milliseconds and their ratio, and the CPU time that Sonde's own JVM had taken by then, in steps of
 * 10 ms. What the machine does besides hits both; on a busy one only the CPU time tells much.
 */
final class FirstEvent {
  private static final int WARM_UP = 2;

  private final Path java;
  private final Path targetJava;
  private final Path home;

  private FirstEvent(Path targetHome, Path home) {
    this.java = Path.of(System.getProperty("java.home"), "bin/java");
    this.targetJava = targetHome.resolve("bin/java");
    this.home = home;
  }

  public static void main(String[] words) throws Exception {
    if (words.length < 2) {
      System.err.println("expected OLD NEW [ROUNDS] [JAVA_HOME], each a jar or a launcher");
      System.exit(2);
    }
    int rounds = words.length > 2 ? Integer.parseInt(words[2]) : 15;
    Path targetHome = Path.of(words.length > 3 ? words[3] : System.getProperty("java.home"));
    FirstEvent bench = new FirstEvent(targetHome, Files.createTempDirectory("first-event"));
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
    List<List<Double>> spent = List.of(new ArrayList<>(), new ArrayList<>());
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < 2; i++) {
        double[] millis = bench.measure(Path.of(words[i]), i);
        if (round < 0) continue;
        times.get(i).add(millis[0]);
        spent.get(i).add(millis[1]);
      }
    }
    System.out.printf("operator %s, target %s, %d rounds%n",
        Runtime.version(), targetHome, rounds);
    double[] medians = new double[2];
    for (int i = 0; i < 2; i++) {
      double[] sorted = sorted(times.get(i));
      double[] cpu = sorted(spent.get(i));
      medians[i] = sorted[sorted.length / 2];
      System.out.printf("%-4s min %.0f  median %.0f  max %.0f ms  CPU min %.0f  median %.0f ms  %s%n",
          i == 0 ? "old" : "new", sorted[0], medians[i], sorted[sorted.length - 1], cpu[0],
          cpu[cpu.length / 2], words[i]);
    }
    System.out.printf("new - old: %+.0f ms at the median, ratio %.2f%n",
        medians[1] - medians[0], medians[1] / medians[0]);
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(each -> each).sorted().toArray();
  }

  /** One round: a new target, one trace of one call, and its end. */
  private double[] measure(Path jar, int which) throws IOException, InterruptedException {
    Process target = start(targetJava, "-XX:+UseSerialGC", "-Xmx128m",
        Path.of("benchmarks/Ticker.java").toAbsolutePath().toString());
    try (BufferedReader said = target.inputReader()) {
      if (!"ready".equals(said.readLine())) throw new IOException(
            "the target did not start: expected to be run in the project's folder");
      return trace(jar, which, target.pid());
    } finally {
      target.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private double[] trace(Path sonde, int which, long pid) throws IOException, InterruptedException {
    Path own = Files.createDirectories(home.resolve("home" + which));
    List<String> command = new ArrayList<>();
    if (sonde.toString().endsWith(".jar"))
      command.addAll(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
          "-Xshare:auto", "-Duser.home=" + own, "-jar"));
    command.addAll(List.of(sonde.toAbsolutePath().toString(), "trace", Long.toString(pid),
        "Ticker::tick", "-n", "1", "--json"));
    ProcessBuilder builder = builder(command);
    builder.environment().put("SONDE_HOME", own.resolve(".sonde").toString());
    long begin = System.nanoTime();
    Process process = builder.start();
    double[] millis = {-1, -1};
    try (BufferedReader said = process.inputReader()) {
      for (String line; (line = said.readLine()) != null; )
        if (millis[0] < 0 && line.contains("\"kind\":\"call\"")) {
          millis[0] = (System.nanoTime() - begin) / 1e6;
          millis[1] = cpu(process.pid());
        }
    }
    if (process.waitFor() != 0 || millis[0] < 0) throw new IOException(sonde + " gave no event");
    return millis;
  }

  /** User and system time, of 100 ticks a second. A launcher has become its JVM by exec. */
  private static double cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return 10.0 * (Long.parseLong(field[11]) + Long.parseLong(field[12]));
  }

  private static Process start(Path java, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(Arrays.asList(words));
    return builder(command).start();
  }

  private static ProcessBuilder builder(List<String> command) {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
