package dev.sonde.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * What one event costs the calling thread, from the woven code into a ring, and nothing else: probe
 * and rings in one JVM, with nobody who reads or waits. After each batch the rings are emptied by
 * hand, outside of what is timed, so that each call is an event and none is dropped. Beside it, in
 * turn in the same run, the same method alone, between two readings of the clock, and under the
 * {@link Limit}.
 *
 * <p>{@code InPlace ROUNDS CAPTURE JAVA_HOME..}; the system property {@code sonde.jars} as in {@link
 * Saturation}. In the JVM that it starts: {@code InPlace in JARS ROUNDS CAPTURE}.
 */
public final class InPlace {
  private static final int BATCHES = 400;
  private static final long ROUND_CALLS = (long) BATCHES * Work.BATCH;

  private static Instrumentation instrumentation;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Work work = new Work();
  private final Limit limit = new Limit();
  private int sum;

  /** The agent. */
  public static void premain(String word, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] words) throws Exception {
    if (words[0].equals("in")) new InPlace().rows(words[1], Integer.parseInt(words[2]), words[3]);
    else
      for (int i = 2; i < words.length; i++) start(Path.of(words[i]), words[0], words[1]);
  }

  private static void start(Path home, String rounds, String capture)
      throws IOException, InterruptedException {
    Path agent = Files.createTempFile("sonde-in-place", ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", InPlace.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
    try (OutputStream out = Files.newOutputStream(agent)) {
      new JarOutputStream(out, manifest).close();
    }
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(List.of("-Xmx1g", "-javaagent:" + agent));
    String more = System.getenv("JVM_FLAGS");
    if (more != null) command.addAll(List.of(more.split(" ")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), InPlace.class.getName()));
    command.addAll(List.of("in", System.getProperty("sonde.jars"), rounds, capture));
    System.out.println("\nJDK " + Machine.version(home) + ", " + Machine.describe());
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    Files.delete(agent);
    if (code != 0) throw new IOException("the JVM ended with " + code);
  }

  private void rows(String jars, int rounds, String capture) throws Exception {
    System.out.println("| what | added to a call, CPU ns | bytes an event |\n|---|---|---|");
    for (int warm = 0; warm < 2; warm++) measure(this::alone, () -> {});
    for (int warm = 0; warm < 2; warm++) measure(seed -> limit.timed(seed, Work.BATCH), () -> {});
    double alone = Spread.of(series(rounds, this::alone, () -> {})).median();
    print("call alone", 0, series(rounds, this::alone, () -> {}), "");
    print("two readings", alone, series(rounds, seed -> limit.timed(seed, Work.BATCH), () -> {}), "");
    print(
        "limit", alone, series(rounds, seed -> limit.recorded(seed, Work.BATCH), limit::drain), "");
    for (String jar : jars.split(File.pathSeparator)) event(jar, rounds, capture, alone);
    if (sum == 42) System.out.println();
  }

  private void event(String jar, int rounds, String capture, double alone) throws Exception {
    try (Bench bench =
        new Bench(jar, instrumentation)
            .trace(
                Work.class.getName() + "::price",
                Map.of(
                    "limit", "unlimited", "for", "1h", "overhead", "1000", "max-events",
                    "999999999", "capture", capture, "jvm", ".", "session", "bench"))) {
      long before = bench.delivered();
      series(rounds, this::alone, bench::drain);
      List<Double> found = series(rounds, this::alone, bench::drain);
      long told = bench.delivered() - before;
      if (told != 2 * rounds * ROUND_CALLS)
        throw new IllegalStateException(told + " of " + 2 * rounds * ROUND_CALLS + " were events");
      alone(sum);
      double bytes = (double) bench.bytes() / Work.BATCH;
      print(
          "event, " + Path.of(jar).getFileName(),
          alone,
          found,
          String.format(Locale.ROOT, "%.1f", bytes));
    }
  }

  /** From here, and not from {@link Work}: most callers are of a class that is not woven. */
  private int alone(int seed) {
    int sum = seed;
    for (int i = 0; i < Work.BATCH; i++) sum += work.price(work.order(sum), Work.STEPS);
    return sum;
  }

  private interface Step {
    void run() throws Exception;
  }

  private List<Double> series(int rounds, IntUnaryOperator batch, Step after) throws Exception {
    List<Double> found = new ArrayList<>();
    for (int round = 0; round < rounds; round++) found.add(measure(batch, after));
    return found;
  }

  /** CPU nanoseconds of a call. */
  private double measure(IntUnaryOperator batch, Step after) throws Exception {
    long nanos = 0;
    for (int i = 0; i < BATCHES; i++) {
      long start = threads.getCurrentThreadCpuTime();
      sum = batch.applyAsInt(sum);
      nanos += threads.getCurrentThreadCpuTime() - start;
      after.run();
    }
    return (double) nanos / ROUND_CALLS;
  }

  private static void print(String what, double alone, List<Double> found, String bytes) {
    Spread spread = Spread.of(found);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f (%.1f to %.1f) | %s |%n",
        what,
        spread.median() - alone,
        spread.least() - alone,
        spread.most() - alone,
        bytes);
  }
}
