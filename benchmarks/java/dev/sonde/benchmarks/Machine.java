package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the numbers were measured on. */
final class Machine {
  private Machine() {}

  /** The version of the JDK in this folder. */
  static String version(Path home) throws IOException {
    for (String line : Files.readAllLines(home.resolve("release")))
      if (line.startsWith("JAVA_VERSION=")) return line.substring(14, line.length() - 1);
    return home.getFileName().toString();
  }

  /** Processor, number of them, system, load. */
  static String describe() throws IOException {
    String processor = System.getProperty("os.arch");
    for (String line : Files.readAllLines(Path.of("/proc/cpuinfo")))
      if (line.startsWith("model name")) processor = line.substring(line.indexOf(':') + 2);
    return processor
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, Linux "
        + System.getProperty("os.version")
        + ", load "
        + Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }
}
