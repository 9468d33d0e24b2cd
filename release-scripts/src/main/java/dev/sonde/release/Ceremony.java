package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Begins a repository's trust: makes the keys that no device made, writes down who holds what, and
 * stages the first root with empty targets and plugins, signed by the keys that are at hand.
 */
final class Ceremony {
  private final TrustFolder trust;
  private final Path keys;
  private final Stage stage;
  private final Map<String, String> holders = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();

  Ceremony(TrustFolder trust, Path keys, Stage stage) {
    this.trust = trust;
    this.keys = keys;
    this.stage = stage;
  }

  /** All keys with one person. */
  Ceremony of(String holder, String kind) {
    for (Role role : Role.values())
      for (int i = 1; i <= role.keys(); i++) add(role + "-" + i, holder, kind);
    return this;
  }

  /**
   * Lines {@code KEY HOLDER [ed25519|p256|FILE.pem]}; a file is the public half of a device's key.
   */
  Ceremony of(Path list) throws IOException {
    for (String line : Files.readAllLines(list)) {
      if (line.isBlank() || line.startsWith("#")) continue;
      String[] words = line.strip().split("\\s+");
      if (words.length < 2 || words.length > 3)
        throw Failure.of(list + ": expected KEY HOLDER [KIND] but found \"" + line.strip() + "\"");
      String origin = words.length == 3 ? words[2] : "ed25519";
      boolean device = origin.endsWith(".pem");
      add(
          words[0],
          words[1],
          device ? list.toAbsolutePath().resolveSibling(origin).toString() : origin);
    }
    return this;
  }

  private void add(String key, String holder, String origin) {
    Role.ofKey(key);
    if (!holder.matches("[A-Za-z][\\w.-]{0,63}"))
      throw Failure.usage(holder + " is no name of a holder; use letters, digits, dots");
    if (holders.put(key, holder) != null) throw Failure.usage(key + " is listed twice");
    origins.put(key, origin);
  }

  /** Says what was made. */
  List<String> hold(RepositoryFolder repository, Instant now) throws IOException {
    if (!trust.isEmpty())
      throw Failure.of("a ceremony was held already; keys change by bin/rotate (docs/KEYS.md)");
    for (Role role : Role.values()) {
      long own = holders.keySet().stream().filter(it -> Role.ofKey(it) == role).count();
      if (own < role.keys())
        throw Failure.usage(
            String.format("role %s has %d keys, expected %d", role, own, role.keys()));
    }
    Map<String, PublicKey> devices = new LinkedHashMap<>(); // read before anything is written
    for (Map.Entry<String, String> key : origins.entrySet())
      if (key.getValue().endsWith(".pem"))
        devices.put(key.getKey(), PublicKey.read(Path.of(key.getValue())));
    if (new HashSet<>(devices.values()).size() < devices.size())
      throw Failure.of("two keys have the same public half; each needs a key of its own");
    List<SigningKey> made = new ArrayList<>();
    for (Map.Entry<String, String> key : origins.entrySet()) {
      PublicKey device = devices.get(key.getKey());
      if (device != null) {
        trust.write(key.getKey(), device);
      } else {
        Path folder = keys.resolve(String.valueOf(holders.get(key.getKey())));
        trust.write(key.getKey(), KeyFile.create(folder, key.getKey(), key.getValue()));
        made.add(KeyFile.read(folder.resolve(key.getKey() + ".key")));
      }
    }
    trust.write(holders);
    new Proposal(trust, repository, now).write(stage);
    List<String> lines = new ArrayList<>();
    lines.add(
        made.size()
            + " keys made below "
            + keys
            + ", "
            + (holders.size() - made.size())
            + " on devices");
    Signers offline = new Signers(made.stream().filter(key -> maySign(key)).toList());
    lines.addAll(new Endorsement(trust, repository, stage).run(offline));
    return lines;
  }

  /** Snapshot and timestamp sign when it is published. */
  private boolean maySign(SigningKey key) {
    try {
      String name = trust.called(key.id());
      return !name.startsWith("snapshot") && !name.startsWith("timestamp");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
