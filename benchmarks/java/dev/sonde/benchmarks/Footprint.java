package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a JVM holds, as {@code jcmd} and {@code /proc} tell it. */
record Footprint(long classes, long metaspace, long threads, long ports) {
  private static final String LISTENING = "0A";

  static Footprint of(long pid, Path home) throws IOException, InterruptedException {
    jcmd(home, pid, "GC.run");
    String counters = jcmd(home, pid, "PerfCounter.print");
    long classes =
        counter(counters, "java.cls.loadedClasses")
            - counter(counters, "java.cls.unloadedClasses")
            + counter(counters, "java.cls.sharedLoadedClasses")
            - counter(counters, "java.cls.sharedUnloadedClasses");
    long metaspace = counter(counters, "sun.gc.metaspace.used");
    return new Footprint(classes, metaspace, javaThreads(counters), ports(pid));
  }

  Footprint minus(Footprint before) {
    return new Footprint(
        classes - before.classes,
        metaspace - before.metaspace,
        threads - before.threads,
        ports - before.ports);
  }

  /** For what so many rounds have left, each. */
  Footprint by(int rounds) {
    return new Footprint(
        classes / rounds, metaspace / rounds, threads / rounds, ports / rounds);
  }

  private static long javaThreads(String counters) {
    return counter(counters, "java.threads.live");
  }

  private static String jcmd(Path home, long pid, String command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(home.resolve("bin/jcmd").toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static long counter(String counters, String name) {
    for (String line : counters.split("\n"))
      if (line.startsWith(name + "=")) return Long.parseLong(line.substring(name.length() + 1));
    throw new IllegalStateException("expected a counter " + name);
  }

  /** Listening sockets of the process. */
  private static long ports(long pid) throws IOException {
    Set<String> own = sockets(pid);
    long count = 0;
    for (String table : List.of("tcp", "tcp6"))
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
        String[] words = line.strip().split(" +");
        if (words[3].equals(LISTENING) && own.contains(words[9])) count++;
      }
    return count;
  }

  private static Set<String> sockets(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path each : open) {
        String to = Files.readSymbolicLink(each).toString();
        if (to.startsWith("socket:[")) inodes.add(to.substring(8, to.length() - 1));
      }
    }
    return inodes;
  }
}
