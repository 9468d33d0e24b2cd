package dev.sonde.operator.repository.tuf;

import dev.sonde.json.CanonicalJson;
import dev.sonde.json.JsonReader;
import dev.sonde.json.JsonWriter;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A repository in memory that a test changes and publishes, version by version, and the place that
 * clients read it from. It begins with version 1 of the four top-level roles, with a key each.
 */
final class Simulator implements Fetcher {
  static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");
  static final Instant LATER = NOW.plus(Duration.ofDays(30));

  /** The signed parts as the next publication will have them. */
  private final Map<String, Map<String, Object>> parts = new LinkedHashMap<>();

  private final Map<String, Map<String, Signer>> signers = new LinkedHashMap<>();

  /** By role its files, the first of which is served as version 1. */
  final Map<String, List<byte[]>> published = new LinkedHashMap<>();

  final Map<String, byte[]> artifacts = new LinkedHashMap<>();

  /** Metadata as {@code 1.snapshot}, artifacts as {@code targets/PATH}, in the order of asking. */
  final List<String> asked = new ArrayList<>();

  /** Whether roles are listed with length and digest. */
  boolean listsHashes;

  private int keys = 100;

  Simulator() {
    part("root", Map.of("consistent_snapshot", true));
    part("root").put("keys", new LinkedHashMap<>());
    part("root").put("roles", new LinkedHashMap<>());
    part("timestamp", Map.of()).put("meta", new LinkedHashMap<>());
    part("snapshot", Map.of()).put("meta", new LinkedHashMap<>());
    part("targets", Map.of()).put("targets", new LinkedHashMap<>());
    for (String role : Roles.TOP_LEVEL) {
      Map<String, Object> quorum = new LinkedHashMap<>();
      quorum.put("keyids", new ArrayList<>());
      quorum.put("threshold", 1L);
      map("root", "roles").put(role, quorum);
      addKey(role);
    }
    publish("targets", "snapshot", "timestamp", "root");
  }

  private Map<String, Object> part(String role, Map<String, Object> content) {
    Map<String, Object> part = new LinkedHashMap<>(content);
    boolean top = Roles.TOP_LEVEL.contains(role);
    part.put("_type", top ? role : "targets");
    part.put("spec_version", "1.0.31");
    part.put("version", 1L);
    part.put("expires", LATER.toString());
    parts.put(role, part);
    return part;
  }

  Map<String, Object> part(String role) {
    return java.util.Objects.requireNonNull(parts.get(role));
  }

  @SuppressWarnings("unchecked") // the maps of parts are made here
  Map<String, Object> map(String role, String... way) {
    Map<String, Object> map = part(role);
    for (String key : way) map = (Map<String, Object>) map.get(key);
    return map;
  }

  @SuppressWarnings("unchecked")
  List<String> keyIds(String role) {
    return (List<String>) map("root", "roles", role).get("keyids");
  }

  void threshold(String role, long threshold) {
    map("root", "roles", role).put("threshold", threshold);
  }

  void expires(String role, Instant time) {
    part(role).put("expires", time.toString());
  }

  long version(String role) {
    return (Long) part(role).get("version");
  }

  Signer newSigner() {
    return Signer.ed25519(keys++);
  }

  Signer addKey(String role) {
    Signer signer = newSigner();
    addKey(role, signer);
    return signer;
  }

  /** The root lists it for the role, and it signs. */
  void addKey(String role, Signer signer) {
    listKey(role, signer);
    sign(role, signer);
  }

  void listKey(String role, Signer signer) {
    map("root", "keys").put(signer.id(), signer.key());
    keyIds(role).add(signer.id());
  }

  void sign(String role, Signer signer) {
    signers(role).put(signer.id(), signer);
  }

  Map<String, Signer> signers(String role) {
    return signers.computeIfAbsent(role, it -> new LinkedHashMap<>());
  }

  void withdrawKeys(String role) {
    keyIds(role).clear();
    signers(role).clear();
  }

  void rotateKeys(String role) {
    withdrawKeys(role);
    addKey(role);
  }

  /** Publishes the roles in this order, each with the next version, and lists it above. */
  void publish(String... roles) {
    for (String role : roles) {
      if (published.containsKey(role)) part(role).put("version", version(role) + 1);
      byte[] file = signed(role);
      published.computeIfAbsent(role, it -> new ArrayList<>()).add(file);
      if (role.equals("snapshot")) list("timestamp", role, file);
      else if (!role.equals("root") && !role.equals("timestamp")) list("snapshot", role, file);
    }
  }

  /** Of these roles nothing is served any more, and the next version is this one. */
  void restart(String role, long version) {
    published.remove(role);
    part(role).put("version", version);
  }

  private byte[] signed(String role) {
    byte[] canonical = CanonicalJson.bytes(part(role));
    List<Object> signatures = new ArrayList<>();
    signers(role).forEach((id, it) -> signatures.add(signature(id, it.sign(canonical))));
    return file(part(role), signatures);
  }

  static Map<String, Object> signature(String id, String hex) {
    Map<String, Object> signature = new LinkedHashMap<>();
    signature.put("keyid", id);
    signature.put("sig", hex);
    return signature;
  }

  private static byte[] file(Object signed, List<Object> signatures) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("signatures", signatures);
    file.put("signed", signed);
    return JsonWriter.line(file).getBytes(StandardCharsets.UTF_8);
  }

  private void list(String lister, String role, byte[] file) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("version", version(role));
    if (listsHashes) {
      Map<String, Object> digests = new LinkedHashMap<>();
      digests.put("sha256", Sha256.hex(file));
      entry.put("length", (long) file.length);
      entry.put("hashes", digests);
    }
    map(lister, "meta").put(role + ".json", entry);
  }

  /** Changes the signatures of the newest file of a role, after it was published. */
  @SuppressWarnings("unchecked")
  void respell(String role, Consumer<List<Object>> change) {
    List<byte[]> files = java.util.Objects.requireNonNull(published.get(role));
    Map<String, Object> file =
        (Map<String, Object>) JsonReader.read(files.remove(files.size() - 1));
    List<Object> signatures = new ArrayList<>((List<Object>) file.get("signatures"));
    change.accept(signatures);
    files.add(file(java.util.Objects.requireNonNull(file.get("signed")), signatures));
  }

  void delegate(String delegator, String role, boolean terminating, String... paths) {
    if (!part(delegator).containsKey("delegations")) {
      Map<String, Object> delegations = new LinkedHashMap<>();
      delegations.put("keys", new LinkedHashMap<>());
      delegations.put("roles", new ArrayList<>());
      part(delegator).put("delegations", delegations);
    }
    Signer signer = newSigner();
    sign(role, signer);
    map(delegator, "delegations", "keys").put(signer.id(), signer.key());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", role);
    entry.put("keyids", List.of(signer.id()));
    entry.put("threshold", 1L);
    entry.put("terminating", terminating);
    entry.put("paths", List.of(paths));
    roles(delegator).add(entry);
    if (!parts.containsKey(role)) part(role, Map.of()).put("targets", new LinkedHashMap<>());
  }

  /** In place of paths, the first digits of their SHA-256. */
  void delegateByHash(String delegator, String role, String... prefixes) {
    delegate(delegator, role, false);
    List<Object> roles = roles(delegator);
    Map<String, Object> entry = new LinkedHashMap<>();
    ((Map<?, ?>) roles.get(roles.size() - 1)).forEach((k, v) -> entry.put(String.valueOf(k), v));
    entry.remove("paths");
    entry.put("path_hash_prefixes", List.of(prefixes));
    roles.set(roles.size() - 1, entry);
  }

  @SuppressWarnings("unchecked")
  private List<Object> roles(String delegator) {
    return (List<Object>) map(delegator, "delegations").get("roles");
  }

  /** Serves it, and lists it with its length and these digests. */
  void add(String role, String path, byte[] bytes, String... algorithms) {
    Map<String, Object> digests = new LinkedHashMap<>();
    for (String each : algorithms.length == 0 ? new String[] {"sha256"} : algorithms)
      digests.put(each, Hex.digest(each.equals("sha256") ? "SHA-256" : "SHA-512", bytes));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("length", (long) bytes.length);
    entry.put("hashes", digests);
    map(role, "targets").put(path, entry);
    artifacts.put(path, bytes);
  }

  byte[] firstRoot() {
    return java.util.Objects.requireNonNull(published.get("root")).get(0);
  }

  @Override
  public Optional<byte[]> find(List<String> path, long limit) {
    String name = path.get(path.size() - 1);
    if (path.get(0).equals("metadata")) return metadata(name.substring(0, name.length() - 5));
    List<String> way = new ArrayList<>(path.subList(1, path.size() - 1));
    way.add(name.substring(name.indexOf('.') + 1));
    asked.add("targets/" + String.join("/", way));
    return Optional.ofNullable(artifacts.get(String.join("/", way)));
  }

  private Optional<byte[]> metadata(String name) {
    asked.add(name);
    boolean plain = name.equals("timestamp");
    String role = plain ? name : name.substring(name.indexOf('.') + 1);
    List<byte[]> files = published.getOrDefault(role, List.of());
    int version = plain ? files.size() : Integer.parseInt(name.substring(0, name.indexOf('.')));
    return version < 1 || version > files.size()
        ? Optional.empty()
        : Optional.of(files.get(version - 1));
  }

  @Override
  public SondeException missing(List<String> path) {
    return new SondeException(ErrorId.HTTP, String.join("/", path) + " does not exist");
  }

  @Override
  public String toString() {
    return "simulator";
  }
}
