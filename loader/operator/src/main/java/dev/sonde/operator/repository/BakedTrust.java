package dev.sonde.operator.repository;

import java.time.Instant;

/**
 * What this release trusts from the start: its TUF root, whether it is a development build, when it was built, and the
 * snapshot in {@code sonde.jar}, whose versions no other source may fall below.
 */
public record BakedTrust(byte[] root, boolean development, Instant built, Resources resources) {
  /** The trust in {@code sonde/root.json} and {@code sonde/build.properties}. */
  public static BakedTrust of(Resources resources) {
    throw new UnsupportedOperationException();
  }
}
