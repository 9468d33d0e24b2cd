package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.tracer.capture.Place;
import java.util.List;

/** The record of a call that has ended, on its way into a ring. */
final class Delivery {
  private final Recorder recorder;
  private final Stripe stripe;
  private final int place;
  private final long number;
  private final long began;
  private final List<Place> callers;
  private final CallRecord call;
  final Encoder out;

  Delivery(
      Recorder recorder,
      Stripe stripe,
      int place,
      long number,
      long began,
      List<Place> callers,
      CallRecord call,
      Encoder out) {
    this.recorder = recorder;
    this.stripe = stripe;
    this.place = place;
    this.number = number;
    this.began = began;
    this.callers = callers;
    this.call = call;
    this.out = out;
  }

  /** Completes the record, after its outcome, and hands it over. */
  void send(CallFormat format) {
    format.ending(out, call, callers);
    if (recorder.events().offer(out)) stripe.delivered++;
    else stripe.dropped++;
    call.done();
    call.captured(began);
    recorder.leave(place);
    recorder.delivered(number);
  }
}
