package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.util.Optional;

/** The kinds of key that a client accepts. */
public interface KeyProfile {
  /** Ed25519 and ECDSA over P-256. */
  KeyProfile SONDE = KeyProfile::standard;

  /**
   * The key that a metadata file describes; empty for a kind that is not accepted or a key that is
   * not one.
   */
  Optional<VerifyingKey> find(JsonObject key);

  private static Optional<VerifyingKey> standard(JsonObject key) {
    String value = key.object("keyval").string("public");
    String kind = key.string("keytype") + "/" + key.string("scheme");
    return switch (kind) {
      case "ed25519/ed25519" -> Ed25519Key.of(value);
      case "ecdsa/ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256/ecdsa-sha2-nistp256" ->
          P256Key.of(value);
      default -> Optional.empty();
    };
  }
}
