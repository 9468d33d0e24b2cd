package dev.sonde.dist;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What {@code release-scripts/bin/release} asks this build for.
 *
 * @param root the committed root that the release carries and trusts
 * @param bundle the signed snapshot that it carries; without one only plugins are built
 * @param repository where it will look for plugins; the distribution lies below
 * @param commit what was checked out
 * @param time of that commit
 * @param out where to put the result
 */
record ReleaseOrder(
    Path root, Optional<Path> bundle, URI repository, String commit, Instant time, Path out) {
  static ReleaseOrder read(Path file, Instant time) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    String bundle = properties.getProperty("bundle", "");
    return new ReleaseOrder(
        Path.of(value(properties, "root", file)),
        bundle.isEmpty() ? Optional.empty() : Optional.of(Path.of(bundle)),
        URI.create(value(properties, "repository", file)),
        value(properties, "commit", file),
        time,
        Path.of(value(properties, "out", file)));
  }

  private static String value(Properties properties, String key, Path file) {
    String value = properties.getProperty(key, "");
    if (value.isEmpty()) throw new IllegalStateException(file + " has no " + key);
    return value;
  }

  /** Where the distribution of {@code version} will be found. */
  URI base(String version) {
    return repository.resolve("releases/" + version + "/");
  }
}
