package dev.sonde.release;

import dev.sonde.operator.json.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** A private key that signs metadata. */
interface SigningKey {
  /** The public half, as metadata spells it. */
  Map<String, Object> json();

  byte[] sign(byte[] message);

  /** SHA-256 of the canonical public half, in hex. */
  default String id() {
    return sha256(CanonicalJson.bytes(json()));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // part of java.base
    }
  }
}
