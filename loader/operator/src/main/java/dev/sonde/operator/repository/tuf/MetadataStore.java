package dev.sonde.operator.repository.tuf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Metadata that was verified once, by role. What is read back is verified again, like bytes from the network. */
public interface MetadataStore {
  Optional<byte[]> find(String role);

  void put(String role, byte[] metadata);

  void remove(String role);

  /** A store that lasts as long as the object, with {@code seed} in it. */
  static MetadataStore inMemory(Map<String, byte[]> seed) {
    Map<String, byte[]> files = new HashMap<>(seed);
    return new MetadataStore() {
      @Override
      public Optional<byte[]> find(String role) {
        return Optional.ofNullable(files.get(role));
      }

      @Override
      public void put(String role, byte[] metadata) {
        files.put(role, metadata);
      }

      @Override
      public void remove(String role) {
        files.remove(role);
      }
    };
  }
}
