package dev.sonde.operator.session;

import org.jspecify.annotations.Nullable;

/**
 * What became of a session that another sonde was asked to end. Exactly one of the two is there.
 *
 * @param report the owner's removal report
 * @param failure why there is none, in a sentence
 */
public record StopResult(
    SessionInfo session, @Nullable RemovalReport report, @Nullable String failure) {
  public boolean stopped() {
    return report != null;
  }
}
