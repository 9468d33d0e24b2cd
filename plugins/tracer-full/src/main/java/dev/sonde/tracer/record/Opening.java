package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * How a call's record begins, in the buffer that one record has for many calls: nearly all of it is
 * the same in calls of one method in one thread at one depth, and stays as it was written for the
 * call before. Numbers and times are written when the call ends, each in its place.
 */
final class Opening {
  private @Nullable MethodProbe probe;
  private @Nullable String thread;
  private int size;
  private int number;
  private int times;

  /** Writes what is known when a call begins, if it does not stand there yet. */
  void write(Encoder out, CallRecord call, Stripe stripe) {
    Thread current = Thread.currentThread();
    String name = call.threadName(current);
    if (probe == call.probe && thread == name) {
      out.truncate(size);
      return;
    }
    probe = null;
    out.truncate(0);
    CallFormat format = call.probe.format();
    format.head(out, call.probe.rendersEarly());
    number = out.size();
    out.fixed(0).append(format.thread(call.thread, current, name, stripe));
    times = out.size();
    out.fixed(0).fixed(0).fixed(0);
    if (!format.measures()) out.integer(call.depth);
    size = out.size();
    thread = name;
    probe = call.probe;
  }

  /** Writes what is known when the call has ended. */
  void complete(Encoder out, long number, CallRecord call) {
    long millis = call.probe.recorder().millis(call.start);
    out.replace(this.number, number).replace(times, millis, call.start, call.nanos());
  }

  /** The buffer is another one from now on. */
  void none() {
    probe = null;
    thread = null;
  }
}
