package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a listed file's bytes must be: length (null: not said) and digests in hex by algorithm. */
public record Hashes(@Nullable Long length, Map<String, String> digests) {
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  /** From an object with optional {@code length} and {@code hashes}. */
  static Hashes of(JsonObject json) {
    Map<String, String> digests = new LinkedHashMap<>();
    json.findObject("hashes")
        .ifPresent(it -> it.keys().forEach(each -> digests.put(each, it.string(each))));
    return new Hashes(json.findInteger("length", 0).orElse(null), digests);
  }

  /**
   * What does not fit, in words; empty where all fits. A digest of an unknown algorithm never fits.
   */
  public Optional<String> mismatch(byte[] bytes) {
    if (length != null && length != bytes.length) {
      return Optional.of("length " + bytes.length + " where " + length + " is listed");
    }
    for (Map.Entry<String, String> digest : digests.entrySet()) {
      String algorithm = ALGORITHMS.get(digest.getKey());
      if (algorithm == null)
        return Optional.of("a digest by the unknown algorithm \"" + digest.getKey() + "\"");
      String found = Hex.digest(algorithm, bytes);
      if (!found.equals(digest.getValue())) {
        return Optional.of(
            digest.getKey() + " " + found + " where " + digest.getValue() + " is listed");
      }
    }
    return Optional.empty();
  }

  /**
   * The most bytes to read: the listed length, where it says one and it is not above {@code limit}.
   */
  long cap(long limit) {
    return length == null ? limit : Math.min(length, limit);
  }
}
