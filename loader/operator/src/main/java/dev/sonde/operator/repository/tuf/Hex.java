package dev.sonde.operator.repository.tuf;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes as hexadecimal digits, and the digests that metadata spells so. */
final class Hex {
  private Hex() {}

  /** Empty where {@code digits} is not an even number of hexadecimal digits. */
  static Optional<byte[]> decode(String digits) {
    try {
      return Optional.of(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // both SHA-256 and SHA-512 are part of java.base
    }
  }
}
