package dev.sonde.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A tool, as its file describes it: shell commands that trace {@link Work#price}. They find {@code
 * PID}, {@code JAVA_HOME} of the target, {@code JARS} (what was fetched), {@code HERE} (the folder of
 * the file), {@code OUT} (for their own files) in the environment.
 *
 * <ul>
 *   <li>{@code false}: with a condition that never holds; {@code event}: tells of each call; {@code
 *       first}: of the first one
 *   <li>{@code count-only}, {@code stats}: counts, counts and times each call; {@code limit}: tells of
 *       100 calls, and then stays as it is
 *   <li>{@code launch} and {@code launch.SCENARIO}: options of the JVM, for a tool that cannot be
 *       attached
 *   <li>{@code off}: takes it out, after the command above has got SIGTERM
 *   <li>{@code record}: how a line begins that tells of a call; {@code where}: who prints it, {@code
 *       client} or {@code target}
 *   <li>{@code active}: how a line begins that says that it works now
 *   <li>{@code count}: prints how many calls were told, for a tool that writes files
 *   <li>{@code least}, {@code most}: lines of the JDK on which it works; 17 and any without them
 * </ul>
 */
final class Peer {
  private static final Map<String, String> DEFAULTS = Map.of("least", "17", "most", "999");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Path file;
  private final Properties properties = new Properties();

  Peer(Path file) throws IOException {
    this.file = file.toAbsolutePath();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
  }

  String name() {
    return get("name");
  }

  String record() {
    return get("record");
  }

  boolean tellsInTarget() {
    return get("where").equals("target");
  }

  /** Whether it can do this on this line of the JDK. */
  boolean can(String scenario, String version) {
    return worksOn(version) && (properties.containsKey(scenario) || launches(scenario));
  }

  boolean worksOn(String version) {
    int line = Integer.parseInt(version.split("\\.")[0]);
    return Integer.parseInt(get("least")) <= line && line <= Integer.parseInt(get("most"));
  }

  /** Whether it cannot come late: the application is started with it, and once more without. */
  boolean launches(String scenario) {
    return properties.containsKey("launch." + scenario);
  }

  /** Options of the JVM, for a tool that {@link #launches}. */
  List<String> options(String scenario) {
    String jars = System.getenv("JARS");
    return List.of(
        (get("launch") + " " + get("launch." + scenario)).replace("$JARS", jars).split(" "));
  }

  /** Starts what is asked for; {@link Running#awaitActive} tells when it works. */
  Running start(String scenario, Application application, Path home, Path out) throws IOException {
    return new Running(this, shell(get(scenario), application, home, out), application, home, out);
  }

  Process shell(String command, Application application, Path home, Path out) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command);
    builder.environment().put("PID", Long.toString(application.pid()));
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().put("HERE", file.getParent().toString());
    builder.environment().put("OUT", out.toString());
    builder.redirectErrorStream(true);
    return builder.start();
  }

  String get(String key) {
    return properties.getProperty(key, DEFAULTS.getOrDefault(key, ""));
  }

  /** A tool at work. */
  static final class Running {
    private final Peer peer;
    private final Process process;
    private final Application application;
    private final Path home;
    private final Path out;
    private final Lines lines;
    private final StringBuilder told = new StringBuilder();
    private volatile boolean active;

    private Running(Peer peer, Process process, Application application, Path home, Path out) {
      this.peer = peer;
      this.process = process;
      this.application = application;
      this.home = home;
      this.out = out;
      lines = Lines.read(process.getInputStream(), peer.record(), "", this::take);
    }

    private synchronized void take(String line) {
      if (line.startsWith(peer.get("active"))) active = true;
      if (told.length() < 20_000 || line.contains("\"kind\":\"end\"")) told.append(line).append('\n');
    }

    synchronized String told() {
      return told.toString();
    }

    /** Where it tells of calls. */
    Lines records() {
      return peer.tellsInTarget() ? application.lines() : lines;
    }

    /** False: it does not work, and {@link #told} may say why. */
    boolean awaitActive() throws InterruptedException {
      long start = System.nanoTime();
      while (!active && lines.records() == 0) {
        if (lines.over() && !active || System.nanoTime() - start > PATIENCE) return false;
        Thread.sleep(5);
      }
      return true;
    }

    /** Nanoseconds from this start to the first record; -1: there is none. */
    long first(long start) throws InterruptedException {
      while (records().firstNanos() == 0) {
        if (System.nanoTime() - start > PATIENCE) return -1;
        Thread.sleep(1);
      }
      return records().firstNanos() - start;
    }

    void off() throws IOException, InterruptedException {
      process.descendants().forEach(ProcessHandle::destroy);
      process.toHandle().destroy();
      wait(process);
      if (!peer.get("off").isEmpty()) wait(shell("off"));
    }

    private Process shell(String key) throws IOException {
      Process off = peer.shell(peer.get(key), application, home, out);
      Lines.read(off.getInputStream(), "", "", line -> {});
      return off;
    }

    private static void wait(Process process) throws InterruptedException {
      if (process.waitFor(30, TimeUnit.SECONDS)) return;
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    /** How many calls it has told of. */
    long count() throws IOException {
      if (peer.get("count").isEmpty()) return records().records();
      Process counting = peer.shell(peer.get("count"), application, home, out);
      String said = new String(counting.getInputStream().readAllBytes()).strip();
      return said.matches("\\d+") ? Long.parseLong(said) : -1;
    }
  }
}
