package dev.sonde.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code sonde} beside the JVM that it traces. Its output is read and thrown away as fast as it
 * comes, but for its beginning and its end.
 */
final class Operator {
  private static final int KEPT = 8192;
  private static final long DEADLINE = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final Path errors;
  private final byte[] first = new byte[KEPT];
  private byte[] last = new byte[0];
  private volatile int begun;
  private volatile boolean over;

  private Operator(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts this {@code sonde.jar} with these words. */
  static Operator start(String jar, List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("sonde.java", System.getProperty("java.home") + "/bin/java"),
                "-jar",
                jar));
    command.addAll(words);
    Path errors = Files.createTempFile("sonde-benchmark", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL_OPTIONS"));
    Operator operator = new Operator(builder.start(), errors);
    Thread reader = new Thread(operator::read, "operator's output");
    reader.setDaemon(true);
    reader.start();
    return operator;
  }

  /** Waits until it has said that the methods are woven. */
  Operator awaitStart() throws IOException, InterruptedException {
    await(() -> beginning().contains("\"kind\":\"start\""));
    return this;
  }

  /** Waits until it has ended by itself, and gives its last lines. */
  String awaitEnd() throws IOException, InterruptedException {
    await(() -> over);
    return end();
  }

  /** Ends it as Ctrl-C does, and gives its last lines. */
  String stop() throws IOException, InterruptedException {
    // Not Process.destroy: it closes the pipe, and what comes last would be lost.
    process.toHandle().destroy();
    return awaitEnd();
  }

  /** SIGKILL: it can say nothing any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** SIGSTOP: it lives, and gives no sign of it. */
  void freeze() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
  }

  private void await(BooleanSupplier reached) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!reached.getAsBoolean()) {
      boolean late = System.nanoTime() - start > DEADLINE;
      if (late || over && !reached.getAsBoolean()) throw failed(late);
      Thread.sleep(2);
    }
  }

  private IOException failed(boolean late) throws IOException {
    process.destroyForcibly();
    return new IOException(
        "sonde " + (late ? "is late" : "has ended") + ": " + end() + Files.readString(errors));
  }

  private void read() {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = process.getInputStream();
        OutputStream none = OutputStream.nullOutputStream()) {
      for (int count; (count = in.read(buffer)) >= 0; none.write(buffer, 0, count))
        keep(buffer, count);
      process.waitFor();
    } catch (IOException | InterruptedException gone) {
      process.destroyForcibly();
    }
    over = true;
  }

  private void keep(byte[] buffer, int count) {
    int room = Math.min(count, KEPT - begun);
    System.arraycopy(buffer, 0, first, begun, room);
    begun += room;
    byte[] tail = Arrays.copyOfRange(buffer, Math.max(0, count - KEPT), count);
    if (tail.length < KEPT) {
      byte[] both = Arrays.copyOf(last, last.length + tail.length);
      System.arraycopy(tail, 0, both, last.length, tail.length);
      tail = Arrays.copyOfRange(both, Math.max(0, both.length - KEPT), both.length);
    }
    synchronized (this) {
      last = tail;
    }
  }

  private String beginning() {
    return new String(first, 0, begun, StandardCharsets.UTF_8);
  }

  private synchronized String end() {
    return new String(last, StandardCharsets.UTF_8);
  }

  /** The record of this kind; empty when there is none. */
  static String record(String lines, String kind) {
    for (String line : lines.split("\n"))
      if (line.contains("\"kind\":\"" + kind + "\"")) return line;
    return "";
  }

  /** A number of the end record; -1 when there is none. */
  static long count(String end, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(record(end, "end"));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
