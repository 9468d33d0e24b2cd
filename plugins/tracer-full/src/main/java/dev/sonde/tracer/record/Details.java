package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one call besides, where it was asked for: its object, and which arguments are not
 * what they were. Used by the thread of the call.
 */
final class Details {
  private static final int UNSHOWN = -1;

  private final CallFormat format;
  private final CallRecord call;
  private final int[] starts;
  private final @Nullable String[] labels;
  private @Nullable Encoder receiver;

  Details(CallFormat format, CallRecord call) {
    this.format = format;
    this.call = call;
    starts = new int[format.size()];
    labels = new @Nullable String[format.size()];
    Arrays.fill(starts, UNSHOWN);
  }

  /** Renders the object of the call. */
  void receiver(@Nullable Object object) {
    receiver = format.receiver(call.arguments().size(), object);
  }

  /** The value of an argument was rendered, from here on, under this label. */
  void shown(int index, int start, @Nullable String label) {
    starts[index] = start;
    labels[index] = label;
  }

  /** Writes the object, if it is known. */
  void writeReceiver(Encoder out) {
    if (receiver != null) out.append(receiver);
  }

  /**
   * Writes a list of {@code {name, after}} of those whose rendering is not what it was when the
   * call began; what is not shown of them can change unseen. Ends early where the record is full.
   */
  void writeChanged(Encoder out) {
    out.list();
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] == UNSHOWN) continue;
      Encoder now = format.again(i, call.reference(i), labels[i]);
      if (!format.same(call.arguments(), starts[i], now)) format.changed(out, i, now);
    }
    if (receiver != null && !format.constructs()) writeReceiverChanged(out, receiver);
    out.end();
  }

  private void writeReceiverChanged(Encoder out, Encoder before) {
    Object object = call.reference(starts.length);
    if (!before.holds(0, format.receiver(call.arguments().size(), object)))
      format.changed(out, format.again(object));
  }
}
