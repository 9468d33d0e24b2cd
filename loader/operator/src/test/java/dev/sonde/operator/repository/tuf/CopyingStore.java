package dev.sonde.operator.repository.tuf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store that shows a copy of what it keeps as {@code ROLE.json} in a folder. */
record CopyingStore(MetadataStore store, Path folder) implements MetadataStore {
  @Override
  public List<byte[]> find(String role) {
    return store.find(role);
  }

  @Override
  public void put(String role, byte[] bytes) {
    store.put(role, bytes);
    copy(role, bytes);
  }

  @Override
  public void remove(String role) {
    store.remove(role);
    try {
      Files.deleteIfExists(file(role));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<byte[]> findRoot(long version) {
    return store.findRoot(version);
  }

  @Override
  public void putRoot(long version, byte[] bytes) {
    store.putRoot(version, bytes);
    copy(Roles.ROOT, bytes);
  }

  private void copy(String role, byte[] bytes) {
    try {
      Files.write(file(role), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String role) {
    return folder.resolve(URLEncoder.encode(role, StandardCharsets.UTF_8) + ".json");
  }
}
