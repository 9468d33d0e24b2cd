package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.words.Capture;
import dev.sonde.tracer.words.Capture.Part;

/**
 * What the records of one method's calls have in common, bound once: a few parts with holes for
 * what differs. A record is {@link #head} with the values for its holes, what was measured and
 * {@link #body} where something is measured, and one of the outcomes with what follows it.
 */
final class CallShape {
  private final Events events;
  private final Names names;
  private final boolean values;
  private final Capture capture;
  private final boolean changes;
  private final boolean measured;
  private final Encoder[] heads;
  private final Encoder[] bodies;

  /** The outcome of a method without result. */
  final Encoder returned;

  /** With a result, whose value goes in the hole if it is shown. */
  final Encoder result;

  /** The exception goes in the hole. */
  final Encoder threw;

  /**
   * @param values whether any are taken
   */
  CallShape(
      Recorder recorder,
      long trace,
      String className,
      SelectedMethod method,
      String resultType,
      Names names,
      boolean values) {
    this.events = recorder.events();
    this.names = names;
    this.values = values;
    capture = recorder.terms().capture();
    changes = values && capture.has(Part.ENTRY);
    measured = recorder.terms().metered();
    heads =
        new Encoder[] {head(trace, className, method, false), head(trace, className, method, true)};
    bodies = new Encoder[] {body(method, false), body(method, true)};
    returned = rest(names.outcome(events, false));
    Encoder shown = names.resultType(events, resultType);
    if (values && capture.has(Part.RETURN)) shown.name(names.value()).hole();
    result = rest(shown.end());
    threw = rest(names.outcome(events, true).hole());
  }

  /**
   * Up to how long the call took, and on to the outcome if nothing is measured.
   *
   * @param early whether arguments are shown as they were when it began
   */
  Encoder head(boolean early) {
    return heads[early ? 1 : 0];
  }

  /** Whether something is measured of each call. */
  boolean measured() {
    return measured;
  }

  /** From the call's depth to the outcome, where something is measured. */
  Encoder body(boolean early) {
    return bodies[early ? 1 : 0];
  }

  private Encoder head(long trace, String className, SelectedMethod method, boolean early) {
    Encoder out = Names.beginning(events, trace).hole();
    Names.place(events, out, className, method.name(), method.descriptor()).hole();
    if (values) out.name(names.name()).hole();
    names.times(out);
    return events.part(measured ? out : arguments(out, method, early));
  }

  private Encoder body(SelectedMethod method, boolean early) {
    Encoder out = events.encoder(64);
    return measured ? events.part(arguments(out, method, early)) : out;
  }

  private Encoder arguments(Encoder out, SelectedMethod method, boolean early) {
    out.name(names.depth()).hole().name(names.args()).list();
    for (Param each : method.params()) {
      names.argument(events, out, each.name(), each.type());
      if (values && capture.arguments()) out.name(names.value()).hole();
      out.end();
    }
    return names.argsAt(out.end(), early);
  }

  /** With what comes after the outcome, as far as it is the same in each record. */
  private Encoder rest(Encoder out) {
    if (!changes) {
      if (capture.has(Part.CALLER)) out.name(names.caller()).hole();
      if (capture.frames() == 0) out.end();
    }
    return events.part(out);
  }

  /** Whether something may stand between the outcome and the caller. */
  boolean changes() {
    return changes;
  }
}
