package dev.sonde.release;

import dev.sonde.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The private keys of a development repository, all on one disk, and the chain of roots that names
 * them.
 */
final class KeyFolder {
  /** How long what development keys sign is good for. */
  static final Duration LIFETIME = Duration.ofDays(30);

  private static final String VERSIONS = "versions";

  private final Path folder;
  private final Map<Role, List<Ed25519SigningKey>> keys = new EnumMap<>(Role.class);

  private KeyFolder(Path folder) {
    this.folder = folder;
  }

  static KeyFolder open(Path folder) throws IOException {
    KeyFolder opened = new KeyFolder(folder);
    for (Role role : Role.values()) {
      List<Ed25519SigningKey> own = new ArrayList<>();
      for (int i = 1; i <= role.keys(); i++) own.add(opened.read(file(folder, role, i)));
      opened.keys.put(role, List.copyOf(own));
    }
    return opened;
  }

  /** Makes keys where there are none; those that exist are never touched. */
  static KeyFolder openOrCreate(Path folder) throws IOException {
    SafeFiles.secretFolder(folder);
    if (isEmpty(folder)) {
      for (Role role : Role.values()) {
        for (int i = 1; i <= role.keys(); i++) {
          byte[] seed =
              (Ed25519SigningKey.create().hex() + "\n").getBytes(StandardCharsets.US_ASCII);
          SafeFiles.writeSecret(file(folder, role, i), seed);
        }
      }
    }
    return open(folder);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static Path file(Path folder, Role role, int number) {
    return folder.resolve(role + "-" + number + ".ed25519");
  }

  private Ed25519SigningKey read(Path file) throws IOException {
    if (!Files.exists(file)) {
      String text = "%s has no %s: its keys are not whole; make new ones in an empty folder";
      throw Failure.of(String.format(text, folder, file.getFileName()));
    }
    try {
      return Ed25519SigningKey.of(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw Failure.of(
          file + " is not a key (64 hexadecimal digits); make new ones in an empty folder");
    }
  }

  List<Ed25519SigningKey> keys(Role role) {
    return keys.getOrDefault(role, List.of());
  }

  /** Signs a first root, or a next one when the newest has less than half of its time left. */
  void renewRoot(Instant now) throws IOException {
    TreeMap<Long, Document> roots = roots();
    Map<String, Object> content = rootContent();
    if (!roots.isEmpty()
        && roots.lastEntry().getValue().stillServes(content, keys(Role.ROOT), now, LIFETIME))
      return;
    long version = roots.isEmpty() ? 1 : roots.lastKey() + 1;
    Document next = Document.sign("root", version, now.plus(LIFETIME), content, keys(Role.ROOT));
    SafeFiles.publish(new RootChain(folder).file(version), next.bytes());
  }

  /** All roots by version. */
  TreeMap<Long, Document> roots() throws IOException {
    return new RootChain(folder).roots();
  }

  /**
   * The newest version of a role that these keys have signed for any folder; 0 before the first.
   */
  long newest(Role role) throws IOException {
    return versions().getOrDefault(role.toString(), 0L);
  }

  private TreeMap<String, Long> versions() throws IOException {
    TreeMap<String, Long> versions = new TreeMap<>();
    Path file = folder.resolve(VERSIONS);
    if (!Files.exists(file)) return versions;
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ");
      if (words.length == 2 && words[1].matches("\\d{1,15}"))
        versions.put(words[0], Long.parseLong(words[1]));
    }
    return versions;
  }

  /** An operator remembers versions: a folder that is made anew must go on above those it had. */
  void setNewest(Map<Role, Long> signed) throws IOException {
    TreeMap<String, Long> versions = versions();
    signed.forEach((role, version) -> versions.merge(role.toString(), version, Math::max));
    StringBuilder text = new StringBuilder();
    versions.forEach((role, version) -> text.append(role).append(' ').append(version).append('\n'));
    SafeFiles.publish(
        folder.resolve(VERSIONS), text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private Map<String, Object> rootContent() {
    Map<String, Object> known = new LinkedHashMap<>();
    Map<String, Object> roles = new LinkedHashMap<>();
    for (Role role : List.of(Role.ROOT, Role.TARGETS, Role.SNAPSHOT, Role.TIMESTAMP)) {
      roles.put(role.toString(), quorum(role));
      known.putAll(publicKeys(role));
    }
    return Map.of(
        "consistent_snapshot", true, "keys", known, "roles", roles, "x-sonde-development", true);
  }

  /** Key ids and threshold, as metadata spells them. */
  Map<String, Object> quorum(Role role) {
    return Map.of(
        "keyids",
        keys(role).stream().map(SigningKey::id).toList(),
        "threshold",
        (long) role.threshold());
  }

  Map<String, Object> publicKeys(Role role) {
    Map<String, Object> known = new LinkedHashMap<>();
    for (SigningKey key : keys(role)) known.put(key.id(), key.json());
    return known;
  }

  /** Whether the root says that its keys are a developer's. */
  static boolean isDevelopment(byte[] root) {
    return JsonObject.read(root).object("signed").flag("x-sonde-development");
  }
}
