package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;

/** The keys and fixed values of call records, as numbers bound in one run's events. */
record Names(
    int name,
    int virtual,
    int at,
    int startNanos,
    int durationNanos,
    int depth,
    int args,
    int argsAt,
    int entry,
    int exit,
    int type,
    int value,
    int outcome,
    int returned,
    int threw,
    int result,
    int thrown,
    int caller,
    int stack,
    int changed,
    int after,
    int cpuNanos,
    int allocatedBytes) {

  static Names of(Events events) {
    return new Names(
        events.name("name"),
        events.name("virtual"),
        events.name("at"),
        events.name("startNanos"),
        events.name("durationNanos"),
        events.name("depth"),
        events.name("args"),
        events.name("argsAt"),
        events.name("entry"),
        events.name("exit"),
        events.name("type"),
        events.name("value"),
        events.name("outcome"),
        events.name("returned"),
        events.name("threw"),
        events.name("result"),
        events.name("thrown"),
        events.name("caller"),
        events.name("stack"),
        events.name("changed"),
        events.name("after"),
        events.name("cpuNanos"),
        events.name("allocatedBytes"));
  }

  /** The map of a call up to its number. */
  static Encoder beginning(Events events, long trace) {
    Encoder out = events.encoder(256).map().name(events.name("v")).integer(1);
    out.name(events.name("kind")).name(events.name("call"));
    return out.name(events.name("trace")).integer(trace).name(events.name("call"));
  }

  /** From the call's number to that of the thread. */
  static Encoder place(
      Events events, Encoder out, String className, String method, String descriptor) {
    out.name(events.name("class")).name(events.name(className));
    out.name(events.name("method")).name(events.name(method));
    out.name(events.name("descriptor")).name(events.name(descriptor));
    return out.name(events.name("thread")).map().name(events.name("id"));
  }

  /** The rest of the thread's map, and when the call was. */
  Encoder times(Encoder out) {
    out.name(virtual).hole().end().name(at).hole();
    return out.name(startNanos).hole().name(durationNanos).hole();
  }

  /** When the arguments were as they are shown. */
  Encoder argsAt(Encoder out, boolean early) {
    return out.name(argsAt).name(early ? entry : exit);
  }

  /** The map of an argument up to its value. */
  Encoder argument(Events events, Encoder out, String argument, String argumentType) {
    out.map().name(name).name(events.name(argument));
    return out.name(type).name(events.name(argumentType));
  }

  /** The key and the map of a call's object, up to its value where values are shown. */
  Encoder receiver(Events events, String className, boolean values) {
    Encoder out = events.encoder(16).name(events.name("this")).map();
    out.name(type).name(events.name(className));
    return values ? out.name(value) : out;
  }

  /** The outcome up to the exception, if there is one. */
  Encoder outcome(Events events, boolean exception) {
    Encoder out = events.encoder(32).name(outcome).name(exception ? threw : returned);
    return exception ? out.name(thrown) : out;
  }

  /** The outcome with a result, up to the result's value. */
  Encoder resultType(Events events, String resultType) {
    Encoder out = outcome(events, false).name(result);
    return out.map().name(type).name(events.name(resultType));
  }
}
