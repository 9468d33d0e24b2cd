package dev.sonde.release;

import java.util.Map;

/** A private key that signs metadata. */
interface SigningKey {
  PublicKey publicKey();

  byte[] sign(byte[] message);

  /** The public half, as metadata spells it. */
  default Map<String, Object> json() {
    return publicKey().json();
  }

  /** SHA-256 of the canonical public half, in hex. */
  default String id() {
    return publicKey().id();
  }
}
