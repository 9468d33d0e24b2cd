package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A change that waits for its signatures: {@code metadata/N.ROLE.json} as they will be published,
 * new files below {@code targets/}, and below {@code files/} what is published beside the metadata
 * with detached signatures. It travels from signer to signer as a folder; nothing in it is secret.
 */
final class Stage {
  private static final Pattern METADATA =
      Pattern.compile("(\\d{1,15})\\.(root|targets|plugins)\\.json");

  private final Path folder;

  Stage(Path folder) {
    this.folder = folder;
  }

  /** For a new proposal: one that waits already is not mixed with it. */
  static Stage empty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent())
          throw Failure.of(folder + " is not empty: publish what waits there, or remove it");
      }
    }
    return new Stage(folder);
  }

  Optional<Document> find(Role role) throws IOException {
    return Optional.ofNullable(documents().get(role));
  }

  SortedMap<Role, Document> documents() throws IOException {
    SortedMap<Role, Document> documents = new TreeMap<>();
    Path metadata = folder.resolve("metadata");
    if (!Files.isDirectory(metadata))
      throw Failure.of(folder + " has no metadata/: nothing was proposed there");
    for (Path file : SafeFiles.below(metadata)) {
      Matcher name = METADATA.matcher(metadata.relativize(file).toString());
      if (!name.matches()) throw Failure.of(file + " does not belong there");
      Document document = Document.read(Files.readAllBytes(file));
      if (document.version() != Long.parseLong(name.group(1)))
        throw Failure.of(file + " says version " + document.version());
      if (documents.put(Role.of(name.group(2)), document) != null)
        throw Failure.of(folder + " has two versions of " + name.group(2));
    }
    return documents;
  }

  void put(Role role, Document document) throws IOException {
    String name = document.version() + "." + role + ".json";
    SafeFiles.publish(folder.resolve("metadata").resolve(name), document.bytes());
  }

  void put(Target target) throws IOException {
    Path file = new RepositoryFolder(folder).target(target.path(), target.sha256());
    SafeFiles.publish(file, target.bytes());
  }

  /** Below {@code files/}: {@code path} has slashes. */
  void put(String path, byte[] bytes) throws IOException {
    SafeFiles.publish(folder.resolve("files").resolve(path), bytes);
  }

  /** What the second signer builds from; never published. */
  void putRecipe(String path, byte[] bytes) throws IOException {
    SafeFiles.publish(folder.resolve(path), bytes);
  }

  /** The new target files, by path below the stage. */
  SortedMap<String, byte[]> targets() throws IOException {
    return all("targets");
  }

  /** What is published beside the metadata, signatures too, by path below {@code files/}. */
  SortedMap<String, byte[]> files() throws IOException {
    return all("files");
  }

  private SortedMap<String, byte[]> all(String name) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Path base = folder.resolve(name);
    for (Path file : SafeFiles.below(base))
      files.put(base.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    return files;
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
