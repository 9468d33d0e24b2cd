package dev.sonde.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Where things are: the repository's root, and the version that is built. */
record Layout(Path root, String version) {
  private static final Pattern NOTES_FOR_COMPILERS = Pattern.compile("(jspecify|annotations)-.*");

  Path distribution() {
    return root.resolve("target/dist");
  }

  /** Intermediate results, each in a folder or file of its own. */
  Path work(String name) {
    return root.resolve("dist/target").resolve(name);
  }

  Path classes(String module) {
    return root.resolve(module).resolve("target/classes");
  }

  Jar module(String folder) throws IOException {
    return Jar.ofFolder(classes(folder));
  }

  /** What a jar with other people's classes must carry. */
  Jar licenses() throws IOException {
    return new Jar()
        .put("META-INF/LICENSE", Files.readAllBytes(root.resolve("LICENSE")))
        .put(
            "META-INF/THIRD-PARTY.txt",
            Files.readAllBytes(root.resolve("dist/src/main/licenses/THIRD-PARTY.txt")));
  }

  /**
   * Other people's jars on the class path of this build; the modules are read from their folders.
   */
  List<Path> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .map(Path::of)
        .filter(path -> !path.startsWith(root))
        .filter(path -> !NOTES_FOR_COMPILERS.matcher(path.getFileName().toString()).matches())
        .toList();
  }
}
