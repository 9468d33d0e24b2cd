package dev.sonde.operator.repository.state;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.tuf.MetadataStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Metadata in two private folders: roots by version, and the newest file of each other role. */
final class FolderStore implements MetadataStore {
  private static final long LIMIT = 1 << 20;
  private static final int LONGEST_NAME = 200;

  private final PrivateFolder top;
  private final PrivateFolder roots;
  private final PrivateFolder roles;
  private final Consumer<IOException> failed;

  /**
   * What could not be written stays here for the rest of the run, and hides what the disk still
   * has.
   */
  private final MetadataStore memory = MetadataStore.inMemory();

  private final Set<String> forgotten = new HashSet<>();
  private boolean writing;

  /**
   * @param failed hears of files that can be neither read nor written; the store then goes on in
   *     memory
   */
  FolderStore(PrivateFolder folder, Consumer<IOException> failed) throws IOException {
    this.top = folder;
    this.roots = folder.folder("roots");
    this.roles = folder.folder("roles");
    this.failed = failed;
  }

  /** From now on the folders may be changed; deletes what a killed process was writing. */
  void begin() {
    writing = true;
    changed(top::sweep);
    changed(roots::sweep);
    changed(roles::sweep);
  }

  void end() {
    writing = false;
  }

  boolean isWriting() {
    return writing;
  }

  @Override
  public List<byte[]> find(String role) {
    List<byte[]> remembered = memory.find(role);
    return remembered.isEmpty() && !forgotten.contains(role)
        ? read(roles, file(role)).stream().toList()
        : remembered;
  }

  @Override
  public Optional<byte[]> findRoot(long version) {
    return memory.findRoot(version).or(() -> read(roots, version + ".json"));
  }

  private Optional<byte[]> read(PrivateFolder folder, String name) {
    try {
      return folder.read(name, LIMIT);
    } catch (IOException e) {
      failed.accept(e);
      return Optional.empty();
    }
  }

  @Override
  public void put(String role, byte[] metadata) {
    if (!changed(() -> roles.write(file(role), metadata))) memory.put(role, metadata);
    else memory.remove(role);
    forgotten.remove(role);
  }

  @Override
  public void putRoot(long version, byte[] metadata) {
    if (!changed(() -> roots.write(version + ".json", metadata))) memory.putRoot(version, metadata);
  }

  @Override
  public void remove(String role) {
    memory.remove(role);
    if (!changed(() -> roles.delete(file(role)))) forgotten.add(role);
  }

  private boolean changed(Change change) {
    if (!writing) return false;
    try {
      change.run();
      return true;
    } catch (IOException e) {
      failed.accept(e);
      return false;
    }
  }

  private interface Change {
    void run() throws IOException;
  }

  /** A role may be called {@code ../x}. */
  private static String file(String role) {
    StringBuilder name = new StringBuilder();
    for (byte each : role.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || each == '-' || each == '_';
      name.append(plain ? String.valueOf((char) each) : String.format("%%%02X", each));
    }
    if (name.length() > LONGEST_NAME)
      return "%" + Sha256.hex(role.getBytes(StandardCharsets.UTF_8)) + ".json";
    return name + ".json";
  }
}
