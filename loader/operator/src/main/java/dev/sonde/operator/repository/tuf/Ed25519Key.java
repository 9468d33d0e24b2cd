package dev.sonde.operator.repository.tuf;

import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 key (RFC 8032), in lower-case hex. Checked when it is first used, and then only once:
 * that costs nearly as much as a signature.
 */
final class Ed25519Key implements VerifyingKey {
  private final String hex;
  private volatile Ed25519.@Nullable PublicPoint point;

  private Ed25519Key(String hex) {
    this.hex = hex;
  }

  static Optional<VerifyingKey> of(String hex) {
    return Hex.decode(hex)
        .filter(bytes -> bytes.length == Ed25519.PUBLIC_KEY_SIZE)
        .map(bytes -> new Ed25519Key(HexFormat.of().formatHex(bytes)));
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != Ed25519.SIGNATURE_SIZE) return false;
    Ed25519.PublicPoint key = point();
    return key != null && Ed25519.verify(signature, 0, key, message, 0, message.length);
  }

  /** Null for one that is not canonical, or of small order. */
  private Ed25519.@Nullable PublicPoint point() {
    Ed25519.PublicPoint known = point;
    if (known != null) return known;
    known = Ed25519.validatePublicKeyFullExport(HexFormat.of().parseHex(hex), 0);
    point = known;
    return known;
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
