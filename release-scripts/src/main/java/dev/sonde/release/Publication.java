package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code publish}: new targets over what the folder lists already. A role whose content
 * is unchanged keeps its file; the timestamp is written last, so a reader sees the old state or the
 * new one.
 */
final class Publication {
  private final RepositoryFolder folder;
  private final KeyFolder keys;
  private final Instant now;

  Publication(RepositoryFolder folder, KeyFolder keys, Instant now) {
    this.folder = folder;
    this.keys = keys;
    this.now = now;
  }

  /** Publishes, and says which versions are current then. */
  String run(List<Target> plugins, List<Target> sonde) throws IOException {
    if (keys.roots().isEmpty()) throw Failure.of("there is no root yet; run `keys` first");
    folder.writeRoots(keys.roots());
    for (Target target : plugins) write(target);
    for (Target target : sonde) write(target);

    Optional<Document> oldTimestamp = folder.timestamp();
    Optional<Document> oldSnapshot = previous(Role.SNAPSHOT, oldTimestamp);
    Optional<Document> oldTargets = previous(Role.TARGETS, oldSnapshot);
    Optional<Document> oldPlugins = previous(Role.PLUGINS, oldSnapshot);

    Document plugin =
        sign(Role.PLUGINS, "targets", oldPlugins, Map.of("targets", merged(oldPlugins, plugins)));
    Map<String, ?> content =
        Map.of("targets", merged(oldTargets, sonde), "delegations", delegations());
    Document targets = sign(Role.TARGETS, "targets", oldTargets, content);
    Map<String, Object> meta =
        Map.of("targets.json", targets.listed(), "plugins.json", plugin.listed());
    Document snapshot = sign(Role.SNAPSHOT, "snapshot", oldSnapshot, Map.of("meta", meta));
    Map<String, ?> current = Map.of("meta", Map.of("snapshot.json", snapshot.listed()));
    Document timestamp = sign(Role.TIMESTAMP, "timestamp", oldTimestamp, current);

    folder.write(Role.PLUGINS, plugin);
    folder.write(Role.TARGETS, targets);
    folder.write(Role.SNAPSHOT, snapshot);
    Map<Role, Long> versions =
        Map.of(
            Role.PLUGINS,
            plugin.version(),
            Role.TARGETS,
            targets.version(),
            Role.SNAPSHOT,
            snapshot.version(),
            Role.TIMESTAMP,
            timestamp.version());
    keys.setNewest(versions);
    folder.writeTimestamp(timestamp);
    return String.format(
        "timestamp %d, snapshot %d, targets %d, plugins %d",
        timestamp.version(), snapshot.version(), targets.version(), plugin.version());
  }

  private void write(Target target) throws IOException {
    Path file = folder.target(target.path(), target.sha256());
    if (!Files.exists(file)) SafeFiles.publish(file, target.bytes());
  }

  private Optional<Document> previous(Role role, Optional<Document> lister) throws IOException {
    if (lister.isEmpty()) return Optional.empty();
    long version =
        lister.get().signed().object("meta").object(role + ".json").integer("version", 1);
    return folder.find(role, version);
  }

  private static Map<String, @Nullable Object> merged(Optional<Document> old, List<Target> added) {
    Map<String, @Nullable Object> targets = new LinkedHashMap<>();
    old.ifPresent(it -> targets.putAll(it.signed().object("targets").values()));
    for (Target target : added) targets.put(target.path(), target.json());
    return targets;
  }

  private Map<String, Object> delegations() {
    Map<String, Object> role = new LinkedHashMap<>(keys.quorum(Role.PLUGINS));
    role.put("name", Role.PLUGINS.toString());
    role.put("terminating", true);
    role.put("paths", List.of("plugins/*/*"));
    return Map.of("keys", keys.publicKeys(Role.PLUGINS), "roles", List.of(role));
  }

  private Document sign(Role role, String type, Optional<Document> old, Map<String, ?> content)
      throws IOException {
    List<Ed25519SigningKey> signers = keys.keys(role);
    if (old.isPresent() && old.get().stillServes(content, signers, now, KeyFolder.LIFETIME))
      return old.get();
    long version = Math.max(old.map(Document::version).orElse(0L), keys.newest(role)) + 1;
    return Document.sign(type, version, now.plus(KeyFolder.LIFETIME), content, signers);
  }
}
