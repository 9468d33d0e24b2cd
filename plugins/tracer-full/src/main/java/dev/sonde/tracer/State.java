package dev.sonde.tracer;

import dev.sonde.tracer.record.Reason;
import org.jspecify.annotations.Nullable;

/** Where a trace stands in its life. The reason of its end is known from {@code ENDING} on. */
record State(Phase phase, @Nullable Reason reason) {
  enum Phase {
    ARMING,
    LIVE,
    ENDING,
    ENDED
  }

  static final State ARMING = new State(Phase.ARMING, null);
  static final State LIVE = new State(Phase.LIVE, null);

  boolean over() {
    return phase == Phase.ENDING || phase == Phase.ENDED;
  }
}
