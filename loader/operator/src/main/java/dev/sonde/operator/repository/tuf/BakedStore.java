package dev.sonde.operator.repository.tuf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store beside what a release was built with, by role; that is read, and never written. */
final class BakedStore implements MetadataStore {
  private final MetadataStore store;
  private final Map<String, byte[]> baked;

  BakedStore(MetadataStore store, Map<String, byte[]> baked) {
    this.store = store;
    this.baked = new HashMap<>(baked);
  }

  @Override
  public List<byte[]> find(String role) {
    List<byte[]> found = new ArrayList<>(store.find(role));
    byte[] file = baked.get(role);
    if (file != null) found.add(file);
    return found;
  }

  @Override
  public void put(String role, byte[] metadata) {
    store.put(role, metadata);
  }

  @Override
  public void remove(String role) {
    store.remove(role);
    baked.remove(role);
  }

  @Override
  public Optional<byte[]> findRoot(long version) {
    return store.findRoot(version);
  }

  @Override
  public void putRoot(long version, byte[] metadata) {
    store.putRoot(version, metadata);
  }

  @Override
  public void removeBaked(String role) {
    baked.remove(role);
  }
}
