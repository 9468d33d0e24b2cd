package dev.sonde.dist;

import dev.sonde.operator.Sha256;
import dev.sonde.release.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The signed repository of this clone, with keys of its own in {@code .sonde-dev}. What did not
 * change keeps its signatures, so a build without changes gives the same bytes.
 */
final class DevelopmentRepository {
  private static final Pattern EXPIRES = Pattern.compile("\"expires\":\"([^\"]+)\"");
  private static final Duration DAYS_LEFT = Duration.ofDays(15);

  private final Path keys;
  private final Path folder;
  private final Path bundle;

  DevelopmentRepository(Layout layout) {
    this.keys = layout.root().resolve(".sonde-dev");
    this.folder = layout.distribution().resolve("repository");
    this.bundle = layout.work("bundle");
  }

  /**
   * Signs plugin jars, and gives the folder whose files {@code sonde.jar} carries below {@code
   * sonde/}.
   */
  Path publishPlugins(List<Path> jars) throws IOException {
    boolean serves = Files.exists(keys) && bundleServes(jars);
    if (!serves || listsOthers(jars)) {
      // Begun anew, so that no snapshot lists the sonde.jar of an earlier build.
      Folders.delete(folder);
    }
    publisher("keys", "--development", keys.toString());
    List<String> words =
        new ArrayList<>(List.of("publish", "--keys", keys.toString(), "--out", folder.toString()));
    for (Path jar : jars) {
      words.addAll(List.of("--add", jar.toString()));
    }
    publisher(words.toArray(String[]::new));
    if (!serves) {
      publisher("bundle", "--from", folder.toString(), "--out", bundle.toString());
    }
    return bundle;
  }

  /**
   * Published jars stay listed: one that this build does not make, for want of a JDK, would be
   * served for ever.
   */
  private boolean listsOthers(List<Path> jars) throws IOException {
    Set<String> names =
        jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    return Folders.files(folder.resolve("targets/plugins")).stream()
        .map(file -> file.getFileName().toString().replaceFirst("^[0-9a-f]{64}\\.", ""))
        .anyMatch(name -> !names.contains(name));
  }

  /**
   * Each bundle changes {@code sonde.jar}, and that changes the repository: a new one is made for
   * new plugins, keys or dates only.
   */
  private boolean bundleServes(List<Path> jars) throws IOException {
    Path index = bundle.resolve("repository/index.txt");
    if (!Files.exists(index)
        || !Arrays.equals(newestRoot(), Files.readAllBytes(bundle.resolve("root.json")))) {
      return false;
    }
    Set<String> needed = new HashSet<>();
    for (Path jar : jars) {
      needed.add(Sha256.hex(Files.readAllBytes(jar)) + "." + jar.getFileName());
    }
    Set<String> bundled =
        Files.readAllLines(index).stream()
            .filter(name -> name.startsWith("targets/"))
            .map(name -> Path.of(name).getFileName().toString())
            .collect(Collectors.toSet());
    return bundled.equals(needed)
        && isFresh(Files.readString(bundle.resolve("repository/metadata/timestamp.json")));
  }

  private byte[] newestRoot() throws IOException {
    int version = 1;
    while (Files.exists(keys.resolve((version + 1) + ".root.json"))) {
      version++;
    }
    return Files.readAllBytes(keys.resolve(version + ".root.json"));
  }

  private static boolean isFresh(String timestamp) {
    Matcher expires = EXPIRES.matcher(timestamp);
    return expires.find() && Instant.parse(expires.group(1)).isAfter(Instant.now().plus(DAYS_LEFT));
  }

  /**
   * Lists {@code sonde.jar} itself, one version after the snapshot inside it, and removes the files
   * of earlier builds.
   */
  void publishSonde(Path jar) throws IOException {
    publisher(
        "publish",
        "--keys",
        keys.toString(),
        "--out",
        folder.toString(),
        "--sonde-jar",
        jar.toString());
    Set<Path> bundled =
        Files.readAllLines(bundle.resolve("repository/index.txt")).stream()
            .map(folder::resolve)
            .collect(Collectors.toSet());
    String current = Sha256.hex(Files.readAllBytes(jar));
    for (Path file : Folders.files(folder.resolve("targets"))) {
      if (!bundled.contains(file) && !file.getFileName().toString().startsWith(current)) {
        Files.delete(file);
      }
    }
  }

  private static void publisher(String... words) {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
    int exit = Publisher.run(List.of(words), out, out, Clock.systemUTC());
    if (exit != 0) {
      throw new IllegalStateException(
          String.join(" ", words) + "\n" + messages.toString(StandardCharsets.UTF_8));
    }
  }
}
