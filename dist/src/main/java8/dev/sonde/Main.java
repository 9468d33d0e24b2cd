package dev.sonde;

import java.lang.reflect.InvocationTargetException;

/**
 * The first class of {@code sonde.jar}: compiled for Java 8, so that an older runtime can still say
 * what is needed.
 */
public final class Main {
  private static final int NEEDED = 17;
  private static final int EXIT_JVM = 3;

  private Main() {}

  public static void main(String[] arguments) throws Throwable {
    int feature = feature(System.getProperty("java.specification.version"));
    if (feature < NEEDED) {
      System.err.println(
          refusal(System.getProperty("java.version"), System.getProperty("java.home")));
      System.exit(EXIT_JVM);
    }
    try {
      Class.forName("dev.sonde.cli.Cli")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** 8 for the old form "1.8", 17 for "17". */
  static int feature(String specificationVersion) {
    String version =
        specificationVersion.startsWith("1.")
            ? specificationVersion.substring(2)
            : specificationVersion;
    return Integer.parseInt(version);
  }

  static String refusal(String version, String home) {
    return "SONDE-JAVA: Sonde needs a Java runtime of version "
        + NEEDED
        + " or later, and this one is "
        + version
        + " ("
        + home
        + "): start it with another, as in /path/to/jdk-"
        + NEEDED
        + "/bin/java -jar sonde.jar";
  }
}
