package dev.sonde.release;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key from its 32-byte seed. */
final class Ed25519SigningKey implements SigningKey {
  private final byte[] seed;
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

  private Ed25519SigningKey(byte[] seed) {
    this.seed = seed;
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
  }

  static Ed25519SigningKey create() {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    new SecureRandom().nextBytes(seed);
    return new Ed25519SigningKey(seed);
  }

  static Ed25519SigningKey of(String hex) {
    return of(HexFormat.of().parseHex(hex.strip()));
  }

  static Ed25519SigningKey of(byte[] seed) {
    if (seed.length != Ed25519.SECRET_KEY_SIZE)
      throw new IllegalArgumentException(seed.length + " bytes");
    return new Ed25519SigningKey(seed.clone());
  }

  byte[] seed() {
    return seed.clone();
  }

  String hex() {
    return HexFormat.of().formatHex(seed);
  }

  @Override
  public PublicKey publicKey() {
    return PublicKey.ed25519(publicKey);
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }
}
