package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.tracer.capture.Place;
import org.jspecify.annotations.Nullable;

/** The record of a call that has ended, on its way into a ring. */
final class Delivery {
  private final Recorder recorder;
  private final Stripe stripe;
  private final int place;
  private final long number;
  private final long began;
  private final @Nullable Place caller;
  final Encoder out;

  Delivery(
      Recorder recorder,
      Stripe stripe,
      int place,
      long number,
      long began,
      @Nullable Place caller,
      Encoder out) {
    this.recorder = recorder;
    this.stripe = stripe;
    this.place = place;
    this.number = number;
    this.began = began;
    this.caller = caller;
    this.out = out;
  }

  /** Completes the record, after its outcome, and hands it over. */
  void send(CallFormat format) {
    format.caller(out, caller);
    if (recorder.events().offer(out)) stripe.delivered++;
    else stripe.dropped++;
    stripe.spent += System.nanoTime() - began;
    recorder.leave(place);
    recorder.delivered(number);
  }
}
