package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Target} in a JVM of its own. */
final class Application implements AutoCloseable {
  private static final long DEADLINE = TimeUnit.SECONDS.toNanos(60);

  /** What it had done at one moment; the longest batch since the moment before. */
  record Tick(long nanos, long calls, long cpu, long longest) {}

  /**
   * What it did between two moments.
   *
   * @param end the number of the tick at its end
   */
  record Window(int end, long nanos, long calls, long cpu, long longest) {
    double cost() {
      return (double) cpu / calls;
    }

    double callsASecond() {
      return calls * 1e9 / nanos;
    }
  }

  private final Process process;
  private final Lines lines;
  private final List<Tick> ticks = new ArrayList<>();

  private Application(Process process, String record) {
    this.process = process;
    this.lines = Lines.read(process.getInputStream(), record, "TICK ", this::tick);
  }

  /**
   * @param record what a line has in which a tool tells of a call here
   */
  static Application start(Path home, String record, String... words)
      throws IOException, InterruptedException {
    return start(home, List.of(), record, words);
  }

  /**
   * @param options of its JVM
   */
  static Application start(Path home, List<String> options, String record, String... words)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/java").toString(),
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "-Duser.home=" + Files.createTempDirectory("sonde-benchmark-home")));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Target.class.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    Application application = new Application(builder.start(), record);
    try {
      application.await(1);
      return application;
    } catch (IOException failure) {
      application.close();
      throw failure;
    }
  }

  long pid() {
    return process.pid();
  }

  Lines lines() {
    return lines;
  }

  /** Looks on for so long. */
  Window window(long millis) throws IOException, InterruptedException {
    int from = count();
    await(from + 1);
    Thread.sleep(millis);
    await(count() + 1);
    return between(from, count() - 1);
  }

  /** What it has done since a window of the past ended. */
  Window since(Window before) throws IOException, InterruptedException {
    await(count() + 1);
    return between(before.end(), count() - 1);
  }

  private synchronized Window between(int from, int to) {
    Tick first = ticks.get(from);
    Tick last = ticks.get(to);
    long longest = 0;
    for (Tick each : ticks.subList(from + 1, to + 1)) longest = Math.max(longest, each.longest);
    return new Window(
        to,
        last.nanos - first.nanos, last.calls - first.calls, last.cpu - first.cpu, longest);
  }

  private synchronized int count() {
    return ticks.size();
  }

  private void await(int count) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (count() < count) {
      if (!process.isAlive() || System.nanoTime() - start > DEADLINE)
        throw new IOException("the application tells nothing any more");
      Thread.sleep(10);
    }
  }

  private synchronized void tick(String line) {
    String[] words = line.split(" ");
    ticks.add(
        new Tick(
            Long.parseLong(words[1]),
            Long.parseLong(words[2]),
            Long.parseLong(words[3]),
            Long.parseLong(words[4].strip())));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }
}
