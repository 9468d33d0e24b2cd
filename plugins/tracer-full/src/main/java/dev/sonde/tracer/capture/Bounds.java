package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.util.function.LongSupplier;

/** What is left of the bytes, the time and the depth of one value on its way into a record. */
final class Bounds {
  /** Bytes by which one text may exceed what is left. */
  private static final int KEPT = 256;

  private static final int KEPT_FIELD = 48;

  private final Encoder out;
  private final LongSupplier nanos;
  private int full;
  private final Object[] path;
  private long deadline;

  Bounds(Encoder out, Extent extent, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.path = new Object[extent.depth()];
    this.full = Math.min(out.size() + extent.bytes(), Limits.RECORD_BYTES);
  }

  /**
   * Keeps room for so many more fields, of which at least the names are to be shown; returns what
   * {@link #give} takes.
   */
  int keep(int fields) {
    int before = full;
    if (fields > 0) full -= KEPT + fields * KEPT_FIELD;
    return before;
  }

  void give(int before) {
    full = before;
  }

  boolean full() {
    return out.size() >= full;
  }

  /** Whether one more element of a container fits in. */
  boolean room(int count) {
    return count < Limits.ELEMENTS && !full() && !late();
  }

  /**
   * Enters a value below {@code depth} others; the clock runs from the outermost, so that a plain
   * text or number needs none.
   */
  boolean enter(Object value, int depth) {
    if (depth == 0) deadline = nanos.getAsLong() + Limits.NANOS;
    if (depth >= path.length || depth > 0 && late()) return false;
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
