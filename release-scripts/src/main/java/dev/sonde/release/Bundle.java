package dev.sonde.release;

import dev.sonde.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code sonde.jar} carries below {@code sonde/}: the root, and the current state of a
 * repository with its jars.
 */
final class Bundle {
  private final Path from;
  private final RepositoryFolder source;
  private final Map<String, byte[]> files = new TreeMap<>();

  private Bundle(Path from) {
    this.from = from;
    this.source = new RepositoryFolder(from);
  }

  /**
   * Writes {@code root.json} and {@code repository/} below {@code out}, and says how many files
   * those are.
   */
  static String write(Path from, Path out) throws IOException {
    Bundle bundle = new Bundle(from);
    byte[] root = bundle.collect();
    Path repository = out.resolve("repository");
    removeOld(repository);
    for (Map.Entry<String, byte[]> file : bundle.files.entrySet()) {
      SafeFiles.publish(repository.resolve(file.getKey()), file.getValue());
    }
    byte[] index =
        (String.join("\n", bundle.files.keySet()) + "\n").getBytes(StandardCharsets.UTF_8);
    SafeFiles.publish(repository.resolve("index.txt"), index);
    SafeFiles.publish(out.resolve("root.json"), root);
    return bundle.files.size() + " files";
  }

  private byte[] collect() throws IOException {
    Document timestamp = existing(source.timestamp(), "timestamp.json");
    files.put("metadata/timestamp.json", timestamp.bytes());
    Document snapshot = add(Role.SNAPSHOT, timestamp);
    add(Role.TARGETS, snapshot);
    addJars(add(Role.PLUGINS, snapshot).signed().object("targets"));
    return newestRoot();
  }

  private Document add(Role role, Document lister) throws IOException {
    long version = lister.signed().object("meta").object(role + ".json").integer("version", 1);
    String name = version + "." + role + ".json";
    Document document = existing(source.find(role, version), name);
    files.put("metadata/" + name, document.bytes());
    return document;
  }

  private void addJars(JsonObject targets) throws IOException {
    for (String path : targets.keys()) {
      Path file = source.target(path, targets.object(path).object("hashes").string("sha256"));
      files.put(from.relativize(file).toString(), Files.readAllBytes(file));
    }
  }

  private byte[] newestRoot() throws IOException {
    Document newest = existing(source.find(Role.ROOT, 1), "1.root.json");
    files.put("metadata/1.root.json", newest.bytes()); // the repository's name, for ever
    for (long version = 2; ; version++) {
      Optional<Document> next = source.find(Role.ROOT, version);
      if (next.isEmpty()) return newest.bytes();
      newest = next.get();
    }
  }

  private Document existing(Optional<Document> document, String name) {
    return document.orElseThrow(
        () -> Failure.of(from + " has no metadata/" + name + "; run `publish` first"));
  }

  /** Removes the files that the last bundle listed, and nothing else. */
  private static void removeOld(Path repository) throws IOException {
    Path index = repository.resolve("index.txt");
    if (!Files.exists(index)) return;
    for (String name : Files.readAllLines(index)) {
      Path file = repository.resolve(name).normalize();
      if (file.startsWith(repository.normalize()) && !name.isEmpty()) Files.deleteIfExists(file);
    }
  }
}
