package dev.sonde.release;

import dev.sonde.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/** A published repository: static files that any web server can serve. */
record RepositoryFolder(Path folder) {
  private Path metadata(String name) {
    return folder.resolve("metadata").resolve(name);
  }

  /** The file of the timestamp role. */
  Optional<Document> timestamp() throws IOException {
    return read(metadata("timestamp.json"));
  }

  /** A role's file in one version. */
  Optional<Document> find(Role role, long version) throws IOException {
    return read(metadata(version + "." + role + ".json"));
  }

  private static Optional<Document> read(Path file) throws IOException {
    if (!Files.exists(file)) return Optional.empty();
    try {
      return Optional.of(Document.read(Files.readAllBytes(file)));
    } catch (JsonException e) {
      throw Failure.of(
          file + " is not a repository's (" + e.getMessage() + "); publish into an empty folder");
    }
  }

  /** Puts the chain of roots in place; a folder of other roots is left alone. */
  void writeRoots(TreeMap<Long, Document> roots) throws IOException {
    for (var root : roots.entrySet()) {
      Optional<Document> existing = find(Role.ROOT, root.getKey());
      if (existing.isEmpty()) {
        SafeFiles.publish(metadata(root.getKey() + ".root.json"), root.getValue().bytes());
      } else if (!Arrays.equals(existing.get().bytes(), root.getValue().bytes())) {
        throw Failure.of(folder + " belongs to another root; publish into an empty folder");
      }
    }
  }

  void write(Role role, Document document) throws IOException {
    SafeFiles.publish(metadata(document.version() + "." + role + ".json"), document.bytes());
  }

  void writeTimestamp(Document document) throws IOException {
    SafeFiles.publish(metadata("timestamp.json"), document.bytes());
  }

  /** Where the bytes with this digest lie, for a target of this path. */
  Path target(String path, String sha256) {
    Path file = folder.resolve("targets").resolve(path);
    return file.resolveSibling(sha256 + "." + file.getFileName());
  }
}
