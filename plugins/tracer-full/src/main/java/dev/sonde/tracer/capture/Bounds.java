package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.util.function.LongSupplier;

/** What is left of the bytes, the time and the depth of one value on its way into a record. */
final class Bounds {
  private final Encoder out;
  private final LongSupplier nanos;
  private final int full;
  private final Object[] path = new Object[Limits.DEPTH];
  private long deadline;

  Bounds(Encoder out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.full = Math.min(out.size() + Limits.VALUE_BYTES, Limits.RECORD_BYTES);
  }

  boolean full() {
    return out.size() >= full;
  }

  /** Whether one more element of a container fits in. */
  boolean room(int count) {
    return count < Limits.ELEMENTS && !full() && !late();
  }

  /** Enters a value below {@code depth} others; the clock runs from the outermost, so that a plain text or number needs none. */
  boolean enter(Object value, int depth) {
    if (depth == 0) deadline = nanos.getAsLong() + Limits.NANOS;
    if (depth >= Limits.DEPTH || depth > 0 && late()) return false;
    path[depth] = value;
    return true;
  }

  /** Whether a value is one of those that it would stand in. */
  boolean cyclic(Object value, int depth) {
    for (int i = 0; i < depth && i < path.length; i++) if (path[i] == value) return true;
    return false;
  }

  private boolean late() {
    return nanos.getAsLong() - deadline > 0;
  }
}
