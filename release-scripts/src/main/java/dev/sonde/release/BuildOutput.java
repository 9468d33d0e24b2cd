package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder that {@code bin/build} makes: {@code plugins/*.jar}, {@code sonde/} with {@code
 * sonde.jar}, SBOM and provenance, and {@code releases/VERSION/} for the pasted line.
 */
final class BuildOutput {
  static final String RELEASES = "releases/";

  private static final int SHOWN = 5;

  private BuildOutput() {}

  /** What it has to publish as targets; fails where there is none. */
  static List<Target> targets(Path folder) throws IOException {
    List<Target> targets = new ArrayList<>();
    for (Path file : SafeFiles.below(folder.resolve("plugins"))) targets.add(Target.plugin(file));
    Path own = folder.resolve("sonde");
    if (Files.exists(own.resolve("sonde.jar"))) {
      Target jar = Target.sonde(own.resolve("sonde.jar"));
      targets.add(jar);
      for (String kind : List.of("sbom", "provenance"))
        targets.add(Target.document(own.resolve(kind + ".json"), kind, jar));
    }
    if (targets.isEmpty()) throw nothing(folder);
    return targets;
  }

  private static Failure nothing(Path folder) throws IOException {
    List<Path> files = SafeFiles.below(folder);
    List<String> found =
        files.stream().limit(SHOWN).map(it -> folder.relativize(it).toString()).toList();
    String what =
        !Files.isDirectory(folder)
            ? "which is no folder"
            : found.isEmpty()
                ? "which has no files"
                : "which has "
                    + String.join(", ", found)
                    + (files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "");
    String text = "expected plugins/*.jar or sonde/sonde.jar below %s, %s; nothing was done";
    return Failure.of(String.format(text, folder, what));
  }

  /** What the second signer must build from: commit, JDK, address, and the bundle. */
  static SortedMap<String, byte[]> recipe(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Path properties = folder.resolve("build.properties");
    if (Files.exists(properties)) files.put("build.properties", Files.readAllBytes(properties));
    for (Path file : SafeFiles.below(folder.resolve("bundle")))
      files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    return files;
  }

  /** What it has to publish beside the metadata, by path below the folder. */
  static SortedMap<String, byte[]> files(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path file : SafeFiles.below(folder.resolve(RELEASES)))
      files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    return files;
  }
}
