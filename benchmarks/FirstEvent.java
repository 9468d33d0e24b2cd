import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * From the command to the first event, cold: builds of Sonde and ways to start them against one
 * another, turn by turn, each time in a target JVM that nobody has attached to before.
 *
 * <p>{@code java benchmarks/FirstEvent.java [-r ROUNDS] [-c CLASSES] [-t JAVA_HOME OF THE TARGET]
 * WAY..}, where a way is
 *
 * <ul>
 *   <li>a {@code sonde.jar}: by {@code java -jar}, with the flags that the launcher has;
 *   <li>{@code plain:} and a {@code sonde.jar}: as it is typed, without flags;
 *   <li>{@code bin/sonde} of a distribution; with its archive, if there is one.
 * </ul>
 *
 * It prints wall milliseconds, their ratio to those of the first way, and the CPU time that Sonde's
 * own JVM and the target had taken by then, in steps of 10 ms. What the machine does besides hits
 * all of them; on a busy one only ratios and CPU time tell much. The method that is traced is called
 * each millisecond. With {@code -c 26000} the target has so many loaded classes besides.
 */
final class FirstEvent {
  private static final int WARM_UP = 1;

  private final Path java = Path.of(System.getProperty("java.home"), "bin/java");
  private final Path home = Files.createTempDirectory("first-event");
  private Path targetHome = Path.of(System.getProperty("java.home"));
  private int rounds = 15;
  private int classes = 0;
  private final List<String> ways = new ArrayList<>();

  private FirstEvent(String[] words) throws IOException {
    for (int i = 0; i < words.length; i++)
      switch (words[i]) {
        case "-r" -> rounds = Integer.parseInt(words[++i]);
        case "-c" -> classes = Integer.parseInt(words[++i]);
        case "-t" -> targetHome = Path.of(words[++i]);
        default -> ways.add(words[i]);
      }
  }

  /** Milliseconds. */
  private record Times(double wall, double own, double target) {}

  public static void main(String[] words) throws Exception {
    FirstEvent bench = new FirstEvent(words);
    if (bench.ways.isEmpty()) {
      System.err.println(
          "expected [-r ROUNDS] [-c CLASSES] [-t JAVA_HOME] WAY.., each a jar, plain:JAR or a launcher");
      System.exit(2);
    }
    bench.run();
  }

  private void run() throws IOException, InterruptedException {
    Path source = Path.of("benchmarks/Ticker.java");
    if (!Files.exists(source)) throw new IOException("expected to be run in the project's folder");
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-g", "-d",
        home.toString(), source.toString()) != 0) throw new IOException(source + " does not compile");
    List<List<Times>> all = new ArrayList<>();
    for (String way : ways) all.add(new ArrayList<>());
    for (int round = -WARM_UP; round < rounds; round++)
      for (int i = 0; i < ways.size(); i++) {
        Times times = measure(ways.get(i), i);
        if (round >= 0) all.get(i).add(times);
      }
    System.out.printf("operator %s, target %s with %d classes more, %d rounds, load %s%n",
        Runtime.version(), targetHome, classes, rounds,
        Files.readString(Path.of("/proc/loadavg")).strip());
    double first = median(all.get(0), Times::wall);
    for (int i = 0; i < ways.size(); i++) {
      List<Times> times = all.get(i);
      System.out.printf("wall %s ms, %.2f; CPU %s, target %s  %s%n", spread(times, Times::wall),
          median(times, Times::wall) / first, spread(times, Times::own),
          spread(times, Times::target), ways.get(i));
    }
  }

  private static double median(
      List<Times> times, java.util.function.ToDoubleFunction<Times> of) {
    double[] sorted = times.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String spread(
      List<Times> times, java.util.function.ToDoubleFunction<Times> of) {
    double[] sorted = times.stream().mapToDouble(of).sorted().toArray();
    return String.format("%.0f [%.0f..%.0f]", median(times, of), sorted[0],
        sorted[sorted.length - 1]);
  }

  /** One round: a new target, one trace of one call, and its end. */
  private Times measure(String way, int which) throws IOException, InterruptedException {
    Process target = builder(List.of(targetHome.resolve("bin/java").toString(),
        "-XX:+UseSerialGC", "-Xmx256m", "-cp", home.toString(), "Ticker",
        Integer.toString(classes))).start();
    try (BufferedReader said = target.inputReader()) {
      if (!"ready".equals(said.readLine())) throw new IOException("the target did not start");
      Thread.sleep(200); // what the JVM still does for its own start
      return trace(way, which, target.pid());
    } finally {
      target.destroy(); // killed, it would leave the socket of its attach listener behind
      if (!target.waitFor(10, TimeUnit.SECONDS)) target.destroyForcibly();
    }
  }

  private Times trace(String way, int which, long pid) throws IOException, InterruptedException {
    Path own = Files.createDirectories(home.resolve("home" + which));
    List<String> command = new ArrayList<>(command(way));
    command.addAll(List.of("trace", Long.toString(pid), "Ticker::tick", "-n", "1", "--json"));
    ProcessBuilder builder = builder(command);
    builder.environment().put("SONDE_HOME", own.resolve(".sonde").toString());
    double before = cpu(pid);
    long begin = System.nanoTime();
    Process process = builder.start();
    Times times = null;
    try (BufferedReader said = process.inputReader()) {
      for (String line; (line = said.readLine()) != null; )
        if (times == null && line.contains("\"kind\":\"call\"")) {
          double wall = (System.nanoTime() - begin) / 1e6;
          times = new Times(wall, cpu(process.pid()), cpu(pid) - before);
        }
    }
    if (process.waitFor() != 0 || times == null)
      throw new IOException(
          way + " gave no event, or did not end well: exit " + process.exitValue() + ", "
              + Files.readString(home.resolve("said")));
    return times;
  }

  private List<String> command(String way) {
    if (way.startsWith("plain:"))
      return List.of(java.toString(), "-jar", absolute(way.substring("plain:".length())));
    if (way.endsWith(".jar"))
      return List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar",
          absolute(way));
    return List.of(absolute(way));
  }

  private static String absolute(String file) {
    return Path.of(file).toAbsolutePath().toString();
  }

  /** User and system time, of 100 ticks a second. A launcher has become its JVM by exec. */
  private static double cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return 10.0 * (Long.parseLong(field[11]) + Long.parseLong(field[12]));
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(home.resolve("said").toFile());
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }
}
