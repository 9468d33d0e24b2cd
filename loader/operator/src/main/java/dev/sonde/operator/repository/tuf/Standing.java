package dev.sonde.operator.repository.tuf;

import java.time.Instant;

/** A role's metadata as it was verified: its version, and when it expires. */
public record Standing(long version, Instant expires) {
  static Standing of(Metadata metadata) {
    return new Standing(metadata.version(), metadata.header().expires());
  }
}
