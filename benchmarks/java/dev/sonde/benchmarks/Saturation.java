package dev.sonde.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Traces each call of {@link Work#price}, far more than can be told, and prints how many events come
 * a second, and what one costs each thread that has to do with it.
 *
 * <p>{@code Saturation SECONDS SINKS CAPTURE JAVA_HOME..}: sinks are {@code pipe}, {@code file},
 * {@code text} (a pipe, and no JSON) and {@code record} (a file of {@code --record}, 80 bytes an
 * event: some GB in the folder for temporary files), with commas; capture is an option's value, or {@code default}.
 * The system property {@code sonde.jars} names one {@code sonde.jar}, or several that are compared.
 */
final class Saturation {
  private static final long SETTLING = 5000;

  /** Events, or bytes: from then on it is under way. */
  private static final long FIRST = 1000;

  private static final String CALL = "{\"v\":1,\"kind\":\"call\"";
  private static final String TITLE =
      "| sonde.jar | JDK | events go to | told a second | calls a second | told of calls"
          + " | added to a call, CPU ns | for one event: sonde-link | all of the operator"
          + " | longest batch, ms |\n|---|---|---|---|---|---|---|---|---|---|";

  private final Path home;
  private final String jar;
  private final long millis;
  private final String capture;
  private final Path folder = Files.createTempDirectory("sonde-saturation");

  private Saturation(Path home, String jar, long millis, String capture) throws IOException {
    this.home = home;
    this.jar = jar;
    this.millis = millis;
    this.capture = capture;
  }

  public static void main(String[] words) throws Exception {
    String[] jars = System.getProperty("sonde.jars").split(File.pathSeparator);
    List<String> rows = new ArrayList<>();
    for (int i = 3; i < words.length; i++)
      for (String sink : words[1].split(","))
        for (String jar : jars) {
          long millis = TimeUnit.SECONDS.toMillis(Long.parseLong(words[0]));
          rows.add(new Saturation(Path.of(words[i]), jar, millis, words[2]).row(sink));
        }
    System.out.println("\n" + Machine.describe() + "\n\n" + TITLE);
    rows.forEach(System.out::println);
  }

  private List<String> command(long pid, String sink) {
    List<String> command =
        new ArrayList<>(
            List.of(System.getProperty("java.home") + "/bin/java", "-jar", jar, "trace", "" + pid));
    command.add(Work.class.getName() + "::price");
    command.addAll(
        List.of("-n", "unlimited", "-t", "10m", "--overhead", "1000", "--max-events", "999999999"));
    if (!sink.equals("text")) command.add("--json");
    if (isFile(sink))
      command.addAll(
          List.of(sink.equals("file") ? "--out" : "--record", folder.resolve("calls").toString()));
    if (!capture.equals("default")) command.add("--capture=" + capture);
    return command;
  }

  private String row(String sink) throws IOException, InterruptedException {
    try (Application application = Application.start(home, CALL, "1")) {
      Thread.sleep(SETTLING);
      Application.Window alone = application.window(millis / 2);
      Path errors = folder.resolve("errors");
      Process operator =
          new ProcessBuilder(command(application.pid(), sink))
              .redirectError(errors.toFile())
              .start();
      StringBuilder told = new StringBuilder();
      Lines lines =
          Lines.read(
              operator.getInputStream(),
              sink.equals("text") ? "->" : CALL,
              "",
              line -> told.append(line.contains("\"kind\":\"end\"") ? line : ""));
      try {
        return row(sink, application, alone, operator, lines);
      } finally {
        operator.toHandle().destroy();
        if (!operator.waitFor(60, TimeUnit.SECONDS)) operator.destroyForcibly();
        System.out.println(told + Files.readString(errors));
        Files.deleteIfExists(folder.resolve("calls"));
        Files.delete(errors);
        Files.delete(folder);
      }
    }
  }

  private String row(
      String sink, Application application, Application.Window alone, Process operator, Lines lines)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (told(sink, lines) < FIRST) {
      boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(60);
      if (late || !operator.isAlive()) throw new IOException("sonde tells nothing");
      Thread.sleep(10);
    }
    Thread.sleep(SETTLING);
    long before = told(sink, lines);
    ThreadTimes target = ThreadTimes.of(application.pid());
    ThreadTimes reader = ThreadTimes.of(operator.pid());
    Application.Window under = application.window(millis);
    double link = ThreadTimes.of(application.pid()).since(target, "sonde-link");
    double all = ThreadTimes.of(operator.pid()).since(reader, "");
    long told = told(sink, lines) - before;
    double events = isFile(sink) ? told / eventBytes(sink) : told;
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %,.0f | %,.0f | %.1f %% | %+.1f | %.0f | %.0f | %.1f |",
            Path.of(jar).getFileName(),
            Machine.version(home),
            sink,
            events * 1e9 / under.nanos(),
            under.callsASecond(),
            100 * events / under.calls(),
            under.cost() - alone.cost(),
            link / events,
            all / events,
            under.longest() / 1e6);
    System.out.println(row);
    return row;
  }

  /** Events, or bytes of a file. */
  private long told(String sink, Lines lines) throws IOException {
    Path calls = folder.resolve("calls");
    if (!isFile(sink)) return lines.records();
    return Files.exists(calls) ? Files.size(calls) : 0;
  }

  private static boolean isFile(String sink) {
    return sink.equals("file") || sink.equals("record");
  }

  /** Of one event in the file, on average. */
  private double eventBytes(String sink) throws IOException {
    byte[] some = new byte[8 << 20];
    int count;
    try (var in = Files.newInputStream(folder.resolve("calls"))) {
      count = in.readNBytes(some, 0, some.length);
    }
    int events = sink.equals("file") ? lines(some, count) : records(some, count);
    return (double) count / events;
  }

  private static int lines(byte[] some, int count) {
    int lines = 0;
    for (int i = 0; i < count; i++) if (some[i] == '\n') lines++;
    return lines;
  }

  /** Ten bytes, then frames, of which those of type 23 have records: loader/wire/README.md. */
  private static int records(byte[] some, int count) {
    ByteBuffer in = ByteBuffer.wrap(some, 0, count).position(10);
    int records = 0;
    while (in.remaining() > 9) {
      int end = in.position() + 4 + in.getInt(in.position());
      boolean many = in.get(in.position() + 4) == 23;
      in.position(many ? in.position() + 9 : Math.min(end, count));
      for (int next = in.position(); many && next < Math.min(end, count - 4); records++)
        next += 4 + (in.getInt(next) + 3 & ~3);
      in.position(Math.min(end, count));
    }
    return records;
  }
}
