package dev.sonde.release;

import dev.sonde.json.CanonicalJson;
import dev.sonde.operator.Sha256;
import java.util.Map;

/** A private key that signs metadata. */
interface SigningKey {
  /** The public half, as metadata spells it. */
  Map<String, Object> json();

  byte[] sign(byte[] message);

  /** SHA-256 of the canonical public half, in hex. */
  default String id() {
    return Sha256.hex(CanonicalJson.bytes(json()));
  }
}
