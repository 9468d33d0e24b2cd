package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who must sign a role: so many of these keys, by key id. */
record Quorum(String role, Map<String, VerifyingKey> keys, int threshold) {
  /** From a role object; {@code keys} are those of the file that names the role. */
  static Quorum of(String role, JsonObject json, Map<String, VerifyingKey> keys) {
    List<String> ids = json.strings("keyids");
    if (new HashSet<>(ids).size() < ids.size()) throw json.mismatch("each key id once", "keyids");
    Map<String, VerifyingKey> own = new LinkedHashMap<>();
    for (String id : ids) if (keys.containsKey(id)) own.put(id, keys.get(id));
    return new Quorum(
        role, Map.copyOf(own), (int) Math.min(json.integer("threshold", 1), Integer.MAX_VALUE));
  }

  /**
   * The keys of a metadata file by id, without those of a kind that {@code profile} does not
   * accept.
   */
  static Map<String, VerifyingKey> keys(JsonObject json, KeyProfile profile) {
    Map<String, VerifyingKey> keys = new LinkedHashMap<>();
    for (String id : json.keys()) profile.find(json.object(id)).ifPresent(key -> keys.put(id, key));
    return keys;
  }

  /**
   * 5.3.4, 5.4.2, 5.5.3, 5.6.3: refuses a file that fewer than the threshold of keys have signed.
   */
  void check(SignedFile file) {
    Set<VerifyingKey> good = new HashSet<>(); // a key counts once, also under two ids
    int bad = 0;
    for (Map.Entry<String, String> signature : file.signatures().entrySet()) {
      VerifyingKey key = keys.get(signature.getKey());
      if (key == null) continue;
      boolean verified =
          Hex.decode(signature.getValue())
              .filter(it -> key.verifies(file.canonical(), it))
              .isPresent();
      if (verified) good.add(key);
      else bad++;
      if (good.size() >= threshold) return;
    }
    if (bad > 0) throw Refused.altered(file.where(), role, good.size(), threshold, bad);
    throw Refused.threshold(file.where(), role, good.size(), threshold);
  }
}
