package dev.sonde.cli;

import dev.sonde.operator.repository.VerifiedRelease;

/**
 * A newer Sonde is listed, verified, and is to do what was asked for, before this one has begun.
 */
final class HandOver extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient VerifiedRelease release;

  HandOver(VerifiedRelease release) {
    super("hand over to " + release.version(), null, false, false);
    this.release = release;
  }

  VerifiedRelease release() {
    return release;
  }
}
