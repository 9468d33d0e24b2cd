package dev.sonde.operator.repository.tuf;

import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key (RFC 8032), in lower-case hex.
 *
 * <p>Compared by hand: each command does it, and the methods that a record has by itself cost a
 * cold JVM 10 ms.
 */
record Ed25519Key(String hex) implements VerifyingKey {
  static Optional<VerifyingKey> of(String hex) {
    return Hex.decode(hex)
        .filter(bytes -> bytes.length == Ed25519.PUBLIC_KEY_SIZE)
        .map(bytes -> new Ed25519Key(HexFormat.of().formatHex(bytes)));
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    byte[] key = HexFormat.of().parseHex(hex);
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.validatePublicKeyFull(key, 0) // canonical, and not of small order
        && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519Key key && key.hex.equals(hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }
}
