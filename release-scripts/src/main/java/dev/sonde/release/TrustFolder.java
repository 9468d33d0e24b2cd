package dev.sonde.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is committed of a repository's trust: the public keys that should sign from now on, in
 * {@code keys/NAME.pem}; who holds each, in {@code holders}; and the chain of roots, with the
 * newest once more as {@code root.json}, which a release carries. Nothing in it is secret.
 */
final class TrustFolder {
  private static final String HOLDERS = "holders";
  private static final String HEAD =
      "# key holder; device, backup and deputy of each: docs/KEYS.md\n";
  private static final int PERSONS = 3;

  private final Path folder;

  TrustFolder(Path folder) {
    this.folder = folder;
  }

  boolean isEmpty() {
    return !Files.exists(folder.resolve(HOLDERS));
  }

  /** The holder of each key, by the key's name. */
  Map<String, String> holders() throws IOException {
    Path file = folder.resolve(HOLDERS);
    if (!Files.exists(file)) {
      String text = "%s has no file holders: no ceremony was held; run bin/ceremony (docs/KEYS.md)";
      throw Failure.of(String.format(text, folder));
    }
    Map<String, String> holders = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) continue;
      String[] words = line.strip().split("\\s+");
      if (words.length != 2)
        throw Failure.of(file + ": expected KEY HOLDER but found \"" + line.strip() + "\"");
      Role.ofKey(words[0]);
      if (holders.put(words[0], words[1]) != null)
        throw Failure.of(file + " lists " + words[0] + " twice");
    }
    return holders;
  }

  void write(Map<String, String> holders) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    new TreeMap<>(holders).forEach((k, holder) -> text.append(k + " " + holder + "\n"));
    SafeFiles.publish(folder.resolve(HOLDERS), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void write(String name, PublicKey key) throws IOException {
    byte[] pem = key.pem().getBytes(StandardCharsets.US_ASCII);
    SafeFiles.publishNew(folder.resolve("keys").resolve(name + ".pem"), pem);
  }

  void add(Map<String, PublicKey> keys) throws IOException {
    for (Map.Entry<String, PublicKey> key : keys.entrySet()) write(key.getKey(), key.getValue());
  }

  /** Takes back what {@link #add(Map)} added. */
  void remove(Map<String, PublicKey> keys) throws IOException {
    for (String name : keys.keySet())
      Files.deleteIfExists(folder.resolve("keys").resolve(name + ".pem"));
  }

  /** The keys of a role by name; all keys differ, across roles too. */
  Map<String, PublicKey> keys(Role role) throws IOException {
    Map<String, PublicKey> own = new LinkedHashMap<>();
    Set<PublicKey> seen = new HashSet<>();
    for (String name : holders().keySet()) {
      PublicKey key = PublicKey.read(folder.resolve("keys").resolve(name + ".pem"));
      if (!seen.add(key))
        throw Failure.of(name + " is the same key as another; each needs its own");
      if (Role.ofKey(name) == role) own.put(name, key);
    }
    if (own.size() < role.threshold()) {
      String text = "role %s has %d keys and needs signatures of %d";
      throw Failure.of(String.format(text, role, own.size(), role.threshold()));
    }
    return own;
  }

  /** What the root should say. */
  Map<String, Object> rootContent() throws IOException {
    Map<String, Object> known = new LinkedHashMap<>();
    Map<String, Object> roles = new LinkedHashMap<>();
    for (Role role : List.of(Role.ROOT, Role.TARGETS, Role.SNAPSHOT, Role.TIMESTAMP)) {
      keys(role).values().forEach(key -> known.put(key.id(), key.json()));
      roles.put(role.toString(), quorum(role));
    }
    return Map.of("consistent_snapshot", true, "keys", known, "roles", roles);
  }

  /** What targets should say of the role that it delegates to. */
  Map<String, Object> delegations() throws IOException {
    Map<String, Object> known = new LinkedHashMap<>();
    keys(Role.PLUGINS).values().forEach(key -> known.put(key.id(), key.json()));
    Map<String, Object> role = new LinkedHashMap<>(quorum(Role.PLUGINS));
    role.put("name", Role.PLUGINS.toString());
    role.put("terminating", true);
    role.put("paths", List.of("plugins/*/*"));
    return Map.of("keys", known, "roles", List.of(role));
  }

  private Map<String, Object> quorum(Role role) throws IOException {
    List<String> ids = keys(role).values().stream().map(PublicKey::id).toList();
    return Map.of("keyids", ids, "threshold", (long) role.threshold());
  }

  /** How a person knows a key: its name and holder, or its id where it is no longer one of ours. */
  String called(String id) throws IOException {
    Map<String, String> holders = holders();
    for (Role role : Role.values())
      for (Map.Entry<String, PublicKey> key : keys(role).entrySet())
        if (key.getValue().id().equals(id))
          return key.getKey() + " (" + holders.get(key.getKey()) + ")";
    return "a former key " + id.substring(0, 8);
  }

  /** All roots by version. */
  TreeMap<Long, Document> roots() throws IOException {
    return new RootChain(folder).roots();
  }

  void add(Document root) throws IOException {
    SafeFiles.publishNew(new RootChain(folder).file(root.version()), root.bytes());
    SafeFiles.publish(folder.resolve("root.json"), root.bytes());
  }

  /** Sentences for whoever holds a ceremony: what the number of persons does not protect from. */
  List<String> warnings() throws IOException {
    Map<String, String> holders = holders();
    int persons = new TreeSet<>(holders.values()).size();
    List<String> warnings = new ArrayList<>();
    if (persons < PERSONS) {
      String text = "%d %s, %d keys: signatures of one hand prove less than those of two; find %d";
      warnings.add(
          String.format(text, persons, persons == 1 ? "person" : "persons", PERSONS, PERSONS));
    }
    for (Role role : List.of(Role.ROOT, Role.TARGETS, Role.PLUGINS)) {
      int keys = keys(role).size();
      if (keys < role.keys())
        warnings.add(role + " has " + keys + " keys where " + role.keys() + " are expected");
    }
    return warnings;
  }
}
