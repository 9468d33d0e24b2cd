package dev.sonde.operator.repository.tuf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Metadata that was verified once. What is read back is verified again, like bytes from the
 * network.
 */
public interface MetadataStore {
  /** The kept files of a role, from one or more origins, in no order. */
  List<byte[]> find(String role);

  void put(String role, byte[] metadata);

  void remove(String role);

  /** The kept root of this version: what leads from the first root to the latest one. */
  Optional<byte[]> findRoot(long version);

  void putRoot(long version, byte[] metadata);

  /** A store that lasts as long as the object. */
  static MetadataStore inMemory() {
    Map<String, byte[]> files = new HashMap<>();
    Map<Long, byte[]> roots = new HashMap<>();
    return new MetadataStore() {
      @Override
      public List<byte[]> find(String role) {
        byte[] file = files.get(role);
        return file == null ? List.of() : List.of(file);
      }

      @Override
      public void put(String role, byte[] metadata) {
        files.put(role, metadata);
      }

      @Override
      public void remove(String role) {
        files.remove(role);
      }

      @Override
      public Optional<byte[]> findRoot(long version) {
        return Optional.ofNullable(roots.get(version));
      }

      @Override
      public void putRoot(long version, byte[] metadata) {
        roots.put(version, metadata);
      }
    };
  }

  /** This store and beside it {@code baked}, which a release has seen before its first refresh. */
  default MetadataStore with(Map<String, byte[]> baked) {
    return new BakedStore(this, baked);
  }

  /** Forgets of a role only what a release was built with. */
  default void removeBaked(String role) {}
}
