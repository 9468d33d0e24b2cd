package dev.sonde.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK on this machine, known by its {@code release} file; never started only to be asked. */
record Jdk(Path home, int feature) {
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  static Jdk current() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The one that runs this build if it is new enough, else the oldest one that is. */
  static Optional<Jdk> atLeast(int feature) {
    if (current().feature() >= feature) {
      return Optional.of(current());
    }
    return candidates().stream()
        .flatMap(home -> read(home).stream())
        .filter(jdk -> jdk.feature() >= feature)
        .min(Comparator.comparing(Jdk::feature).thenComparing(Jdk::home));
  }

  static Optional<Jdk> read(Path home) {
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      return Optional.empty();
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find()
          ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Vendor and version in full, as its {@code release} file says: equal words, equal bytes. */
  String fullVersion() throws IOException {
    java.util.Properties release = new java.util.Properties();
    try (java.io.Reader in = Files.newBufferedReader(home.resolve("release"))) {
      release.load(in);
    }
    String version =
        release.getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION"));
    return (release.getProperty("IMPLEMENTOR", "unknown") + " " + version).replace("\"", "");
  }

  boolean isCurrent() {
    return home.equals(current().home());
  }

  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().matches("JAVA_(\\w+_)?HOME\\w*") && !variable.getValue().isBlank()) {
        homes.add(Path.of(variable.getValue().split(File.pathSeparator)[0]));
      }
    }
    String user = System.getProperty("user.home");
    for (String folder :
        List.of("/usr/lib/jvm", user + "/.sdkman/candidates/java", user + "/.jdks", "/opt")) {
      homes.addAll(children(Path.of(folder)));
    }
    return homes;
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
