package dev.sonde.dist;

import dev.sonde.release.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The signed repository of this clone, with keys of its own in {@code .sonde-dev}. What did not change keeps its signatures, so a build without changes gives the same bytes. */
final class DevelopmentRepository {
  private final Path keys;
  private final Path folder;
  private final Path bundle;

  DevelopmentRepository(Layout layout) {
    this.keys = layout.root().resolve(".sonde-dev");
    this.folder = layout.distribution().resolve("repository");
    this.bundle = layout.work("bundle");
  }

  /** Signs plugin jars, and gives the folder whose files {@code sonde.jar} carries below {@code sonde/}. */
  Path publishPlugins(List<Path> jars) throws IOException {
    if (!Files.exists(keys)) {
      Folders.delete(folder);
    }
    publisher("keys", "--development", keys.toString());
    List<String> words = new ArrayList<>(List.of("publish", "--keys", keys.toString(), "--out", folder.toString()));
    for (Path jar : jars) {
      words.addAll(List.of("--add", jar.toString()));
    }
    publisher(words.toArray(String[]::new));
    publisher("bundle", "--from", folder.toString(), "--out", bundle.toString());
    return bundle;
  }

  /** Lists {@code sonde.jar} itself, one version after the snapshot inside it, and removes the files of earlier builds. */
  void publishSonde(Path jar) throws IOException {
    publisher("publish", "--keys", keys.toString(), "--out", folder.toString(), "--sonde-jar", jar.toString());
    Set<Path> bundled = Files.readAllLines(bundle.resolve("repository/index.txt")).stream().map(folder::resolve).collect(Collectors.toSet());
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
      throw new IllegalStateException(String.join(" ", words) + "\n" + messages.toString(StandardCharsets.UTF_8));
    }
  }
}
