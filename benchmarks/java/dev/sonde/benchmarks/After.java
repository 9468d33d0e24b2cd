package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is left of a trace one second after it has ended, in the application's threads: CPU time of a
 * call before it and afterwards, in the same JVM, in turn. The goal is a ratio of 1.05 and
 * less.
 *
 * <p>{@code After ROUNDS JAVA_HOME..}
 */
final class After {
  private static final long WARM = 6_000;
  private static final long WINDOW = 2_000;
  private static final long LATER = 1_000;

  /** Without a sign of its operator a session lives so long. */
  private static final long LEASE = 10_000;

  /** No line of the application begins so. */
  private static final String NO_RECORD = "EVENT";

  private static final String METHOD = Work.class.getName() + "::price";

  /** How a trace ends. */
  private enum Ending {
    LIMIT("the limit of 100 calls was reached"),
    KILLED("its operator got SIGKILL"),
    FROZEN("its operator got SIGSTOP, and 10 s had passed");

    final String text;

    Ending(String text) {
      this.text = text;
    }
  }

  private final String jar = System.getProperty("sonde.jars").split(":")[0];
  private final Application application;
  private final Map<Ending, List<Double>> ratios = new EnumMap<>(Ending.class);
  private final Map<Ending, List<Double>> before = new EnumMap<>(Ending.class);

  private After(Application application) {
    this.application = application;
  }

  public static void main(String[] words) throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      Path home = Path.of(words[i]);
      try (Application application = Application.start(home, NO_RECORD, "2")) {
        After after = new After(application);
        after.rounds(Integer.parseInt(words[0]));
        rows.addAll(after.rows(Machine.version(home)));
      }
    }
    System.out.println("\n" + Machine.describe() + "\n");
    System.out.println("| one second after | JDK | call before, CPU ns | afterwards / before |");
    System.out.println("|---|---|---|---|");
    rows.forEach(System.out::println);
  }

  private void rounds(int rounds) throws IOException, InterruptedException {
    application.window(WARM);
    for (int round = 0; round < rounds; round++) for (Ending each : Ending.values()) round(each);
  }

  private void round(Ending ending) throws IOException, InterruptedException {
    double alone = application.window(WINDOW).cost();
    end(ending);
    Thread.sleep(LATER);
    double afterwards = application.window(WINDOW).cost();
    before.computeIfAbsent(ending, any -> new ArrayList<>()).add(alone);
    ratios.computeIfAbsent(ending, any -> new ArrayList<>()).add(afterwards / alone);
    System.out.printf(Locale.ROOT, "%s %.1f %.1f%n", ending, alone, afterwards);
  }

  private void end(Ending ending) throws IOException, InterruptedException {
    if (ending == Ending.LIMIT) {
      Operator.start(jar, trace()).awaitEnd();
      return;
    }
    Operator operator = Operator.start(jar, trace("-w", "order == null", "-t", "10m")).awaitStart();
    application.window(LATER);
    if (ending == Ending.FROZEN) {
      operator.freeze();
      Thread.sleep(LEASE);
    }
    operator.kill();
  }

  private List<String> trace(String... more) {
    List<String> words =
        new ArrayList<>(List.of("trace", Long.toString(application.pid()), METHOD, "--json"));
    words.addAll(List.of(more));
    return words;
  }

  private List<String> rows(String version) {
    List<String> rows = new ArrayList<>();
    for (Ending each : Ending.values())
      rows.add(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s |",
              each.text,
              version,
              range("%.1f", before.get(each)),
              range("%.3f", ratios.get(each))));
    return rows;
  }

  private static String range(String format, List<Double> values) {
    Spread spread = Spread.of(values);
    return String.format(
        Locale.ROOT,
        format + " (" + format + " to " + format + ")",
        spread.median(),
        spread.least(),
        spread.most());
  }
}
