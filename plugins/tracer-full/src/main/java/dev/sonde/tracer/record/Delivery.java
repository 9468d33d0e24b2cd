package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.tracer.capture.Position;

/** The record of a call that has ended, on its way into a ring. */
final class Delivery {
  private final Recorder recorder;
  private final Stripe stripe;
  private final int place;
  private final long number;
  private final long began;
  private final Position position;
  final Encoder out;

  Delivery(Recorder recorder, Stripe stripe, int place, long number, long began, Position position, Encoder out) {
    this.recorder = recorder;
    this.stripe = stripe;
    this.place = place;
    this.number = number;
    this.began = began;
    this.position = position;
    this.out = out;
  }

  /** Completes the record, after its outcome, and hands it over. */
  void send(CallFormat format) {
    format.caller(out, position);
    if (recorder.events().offer(out)) stripe.delivered++;
    else stripe.dropped++;
    stripe.spent += System.nanoTime() - began;
    recorder.leave(place);
    recorder.delivered(number);
  }
}
