package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.util.Optional;

/**
 * A file that a verified role lists: its path, what its bytes must be, and the role's own words
 * about it.
 */
public record TargetFile(String path, Hashes hashes, Optional<JsonObject> custom) {
  static TargetFile of(String path, JsonObject json) {
    Hashes hashes = Hashes.of(json);
    json.integer("length", 0);
    if (hashes.digests().isEmpty()) throw json.mismatch("at least one digest", "hashes");
    return new TargetFile(path, hashes, json.findObject("custom"));
  }
}
