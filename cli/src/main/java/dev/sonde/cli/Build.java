package dev.sonde.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sonde/build.properties} in {@code sonde.jar} says of this release.
 *
 * @param handedOver whether an older Sonde has handed over to this one
 * @param repository the URL where it looks for plugins; null: the snapshot that it carries
 */
record Build(String version, @Nullable String repository, boolean development, boolean handedOver) {
  static Build read() {
    Properties properties = new Properties();
    try (InputStream in = resource("sonde/build.properties")) {
      if (in != null) properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String repository = properties.getProperty("repository", "");
    return new Build(
        properties.getProperty("version", "unbuilt"),
        repository.isEmpty() ? null : repository,
        "true".equals(properties.getProperty("development")),
        isHandedOver());
  }

  private static boolean isHandedOver() {
    try (InputStream mark = resource(Successor.MARK)) {
      return mark != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A resource of {@code sonde.jar}, also where a console has defined its classes from memory. */
  static @Nullable InputStream resource(String name) {
    if (Own.JAR != null) return Own.JAR.open(name);
    ClassLoader loader = Build.class.getClassLoader();
    return loader == null
        ? ClassLoader.getSystemResourceAsStream(name)
        : loader.getResourceAsStream(name);
  }

  /** Opened when first asked for. */
  private static final class Own {
    static final @Nullable OwnJar JAR =
        OwnJar.of(Build.class.getProtectionDomain().getCodeSource());

    private Own() {}
  }

  /** The same, which stays itself whatever is listed: a session is open. */
  Build stayed() {
    return new Build(version, repository, development, true);
  }

  String line() {
    return "sonde "
        + version
        + (development ? " (development keys)" : "")
        + ", Java "
        + System.getProperty("java.version");
  }
}
