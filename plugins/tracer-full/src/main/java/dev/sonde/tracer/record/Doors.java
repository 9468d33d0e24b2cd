package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;

/**
 * What generated probes call, as functions of JDK types alone, each in front of one method of a
 * record or probe. Functions and not adapted handles of the methods: a step that adapts a handle
 * may be a class that the JVM makes at run time, and is a frame more where a thread's stack ends.
 */
@SuppressWarnings("unused") // all by Hooks
final class Doors {
  private Doors() {}

  static long threadId() throws Throwable {
    return Threads.currentId();
  }

  static @Nullable Object straightBegin(Object straight) throws Throwable {
    return ((Straight) straight).begin(Threads.currentId());
  }

  static Object straightEntered(Object straight, Object record) {
    return ((Straight) straight).entered(record);
  }

  static void straightTruth(Object straight, Object record, int index, boolean value) {
    ((Straight) straight).truth(record, index, value);
  }

  static void straightCharacter(Object straight, Object record, int index, char value) {
    ((Straight) straight).character(record, index, value);
  }

  static void straightInteger(Object straight, Object record, int index, long value) {
    ((Straight) straight).integer(record, index, value);
  }

  static void straightSingle(Object straight, Object record, int index, float value) {
    ((Straight) straight).single(record, index, value);
  }

  static void straightReal(Object straight, Object record, int index, double value) {
    ((Straight) straight).real(record, index, value);
  }

  static void straightObject(Object straight, Object record, int index, @Nullable Object value) {
    ((Straight) straight).object(record, index, value);
  }

  static void straightReturned(@Nullable Object token, Object straight) {
    ((Straight) straight).returned(token);
  }

  static void straightReturnedTruth(boolean value, @Nullable Object token, Object straight) {
    ((Straight) straight).returnedTruth(value, token);
  }

  static void straightReturnedCharacter(char value, @Nullable Object token, Object straight) {
    ((Straight) straight).returnedCharacter(value, token);
  }

  static void straightReturnedInteger(long value, @Nullable Object token, Object straight) {
    ((Straight) straight).returnedInteger(value, token);
  }

  static void straightReturnedSingle(float value, @Nullable Object token, Object straight) {
    ((Straight) straight).returnedSingle(value, token);
  }

  static void straightReturnedReal(double value, @Nullable Object token, Object straight) {
    ((Straight) straight).returnedReal(value, token);
  }

  static void straightReturnedObject(
      @Nullable Object value, @Nullable Object token, Object straight) {
    ((Straight) straight).returnedObject(value, token);
  }

  static void misjudged(Object probe, Throwable thrown) {
    ((Probe) probe).misjudged(thrown);
  }

  static int timed(Object probe, long from, long to) {
    return ((Probe) probe).timed(from, to);
  }

  static void row(Object probe, long from, long to) {
    ((Probe) probe).row(from, to);
  }

  static int inside(Object probe) throws Throwable {
    return ((Probe) probe).inside(Threads.currentId());
  }

  static void outside(Object probe, int place) {
    ((Probe) probe).outside(place);
  }

  static @Nullable Object caller(Object probe) {
    return ((Probe) probe).caller();
  }

  static @Nullable Object ending(@Nullable Object token, Object probe) {
    return ((MethodProbe) probe).ending(token);
  }

  static @Nullable Object reference(Object record, int index) {
    return ((CallRecord) record).reference(index);
  }

  static long bits(Object record, int index) {
    return ((CallRecord) record).bits(index);
  }

  static long nanos(Object record) {
    return ((CallRecord) record).nanos();
  }

  static @Nullable Object mark(Object inside) throws Throwable {
    return ((Inside) inside).enter(Threads.currentId());
  }

  static void unmark(Object inside, @Nullable Object token) throws Throwable {
    ((Inside) inside).leave(token, Threads.currentId());
  }

  static void dismissed(Object record) {
    ((CallRecord) record).dismissed();
  }

  static void unclear(Object record, Throwable thrown) {
    ((CallRecord) record).misjudged(thrown);
  }
}
