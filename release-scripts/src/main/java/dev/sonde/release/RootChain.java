package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** The roots in a folder, from the first on, each in {@code VERSION.root.json}. */
record RootChain(Path folder) {
  Path file(long version) {
    return folder.resolve(version + ".root.json");
  }

  /** All roots by version, without a gap. */
  TreeMap<Long, Document> roots() throws IOException {
    TreeMap<Long, Document> roots = new TreeMap<>();
    for (long version = 1; Files.exists(file(version)); version++)
      roots.put(version, Document.read(Files.readAllBytes(file(version))));
    return roots;
  }
}
