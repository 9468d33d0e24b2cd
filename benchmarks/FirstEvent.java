import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the command to the first event, cold: one {@code sonde.jar} against another, turn by turn,
 * each time in a target JVM that nobody has attached to before.
 *
 * <p>{@code java benchmarks/FirstEvent.java OLD.jar NEW.jar [ROUNDS] [JAVA_HOME OF THE TARGET]}
 * prints milliseconds and their ratio. What the machine does besides hits both.
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
      System.err.println("expected OLD.jar NEW.jar [ROUNDS] [JAVA_HOME]");
      System.exit(2);
    }
    int rounds = words.length > 2 ? Integer.parseInt(words[2]) : 15;
    Path targetHome = Path.of(words.length > 3 ? words[3] : System.getProperty("java.home"));
    FirstEvent bench = new FirstEvent(targetHome, Files.createTempDirectory("first-event"));
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < 2; i++) {
        double millis = bench.measure(Path.of(words[i]), i);
        if (round >= 0) times.get(i).add(millis);
      }
    }
    System.out.printf("operator %s, target %s, %d rounds%n",
        Runtime.version(), targetHome, rounds);
    double[] medians = new double[2];
    for (int i = 0; i < 2; i++) {
      double[] sorted = times.get(i).stream().mapToDouble(each -> each).sorted().toArray();
      medians[i] = sorted[sorted.length / 2];
      System.out.printf("%-4s min %.0f  median %.0f  max %.0f ms  %s%n", i == 0 ? "old" : "new",
          sorted[0], medians[i], sorted[sorted.length - 1], words[i]);
    }
    System.out.printf("new - old: %+.0f ms at the median, ratio %.2f%n",
        medians[1] - medians[0], medians[1] / medians[0]);
  }

  /** One round: a new target, one trace of one call, and its end. */
  private double measure(Path jar, int which) throws IOException, InterruptedException {
    Process target = start(targetJava, "-XX:+UseSerialGC", "-Xmx128m",
        Path.of("benchmarks/Ticker.java").toAbsolutePath().toString());
    try (BufferedReader said = target.inputReader()) {
      if (!"ready".equals(said.readLine())) throw new IOException("the target did not start");
      return trace(jar, which, target.pid());
    } finally {
      target.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private double trace(Path jar, int which, long pid) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process sonde = start(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
        "-Duser.home=" + home.resolve("home" + which), "-jar", jar.toString(),
        "trace", Long.toString(pid), "Ticker::tick", "-n", "1", "--json");
    double millis = -1;
    try (BufferedReader said = sonde.inputReader()) {
      for (String line; (line = said.readLine()) != null; )
        if (millis < 0 && line.contains("\"kind\":\"call\""))
          millis = (System.nanoTime() - begin) / 1e6;
    }
    if (sonde.waitFor() != 0 || millis < 0) throw new IOException(jar + " gave no event");
    return millis;
  }

  private Process start(Path java, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    Files.createDirectories(home.resolve("home0"));
    Files.createDirectories(home.resolve("home1"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }
}
