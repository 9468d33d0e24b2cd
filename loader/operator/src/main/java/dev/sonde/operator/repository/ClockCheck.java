package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.time.Instant;

/** Dates mean nothing under a clock that is wrong: what shows that it is. */
final class ClockCheck {
  private ClockCheck() {}

  /** No release runs before it was built. */
  static void afterBuild(Instant now, Instant built) {
    if (!now.isBefore(built)) return;
    String text = "this machine's clock says %s, before this Sonde was built (%s); set the clock";
    throw new SondeException(ErrorId.CLOCK, String.format(text, now, built));
  }

  static String warning(Instant now, String location, Instant refreshed) {
    String text = "%s: this machine's clock says %s, before it last asked %s (%s); check the clock";
    return String.format(text, ErrorId.CLOCK.id(), now, location, refreshed);
  }
}
