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

  /** The file of a role that is current now, found from the timestamp down. */
  Optional<Document> current(Role role) throws IOException {
    if (role == Role.ROOT) throw new IllegalArgumentException("roots are a chain");
    Optional<Document> timestamp = timestamp();
    if (role == Role.TIMESTAMP || timestamp.isEmpty()) return timestamp;
    Document snapshot = listed(timestamp.get(), Role.SNAPSHOT);
    return Optional.of(role == Role.SNAPSHOT ? snapshot : listed(snapshot, role));
  }

  private Document listed(Document lister, Role role) throws IOException {
    long version = lister.signed().object("meta").object(role + ".json").integer("version", 1);
    return find(role, version)
        .orElseThrow(
            () -> Failure.of(folder + " has no metadata/" + version + "." + role + ".json"));
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
