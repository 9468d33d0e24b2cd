package dev.sonde.tracer.record;

import dev.sonde.tracer.capture.Callers;
import dev.sonde.tracer.capture.Place;
import dev.sonde.tracer.link.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One woven method as the application's threads see it, whatever is made of its calls: what a
 * condition needs, and what happens when the probe itself fails. The public methods are called by
 * the generated probe, which catches whatever they throw and gives it to {@link #failed}.
 */
public abstract class Probe {
  private static final long[] NONE = new long[0];

  /** With more of them it may be a fault of its own all the same. */
  private static final int MOST_OVERFLOWS = 10_000;

  private final Recorder recorder;
  private final String className;
  private final String method;
  private final long[] passed;
  private final List<Door> doors = new ArrayList<>();
  private volatile boolean off;
  private volatile int overflows;

  /**
   * @param judged whether it has a condition
   */
  protected Probe(Recorder recorder, String className, String method, boolean judged) {
    this.recorder = recorder;
    this.className = className;
    this.method = method;
    passed = judged ? Passed.counters() : NONE;
    if (judged) recorder.watch(passed);
  }

  /** What a call keeps from its beginning to its end. */
  public abstract Token token();

  /**
   * A call site through which calls end was linked just now by this thread, which will come through
   * it next.
   */
  public abstract void linked(long thread, long began);

  /** Whether a call has begun; maybe a moment late. */
  public boolean seen() {
    return passedBy() > 0;
  }

  /** How many calls had a condition that was false when they began. */
  public final long passedBy() {
    return Passed.sum(passed);
  }

  /** Whether a call must say which object it is of. */
  public boolean wantsReceiver() {
    return false;
  }

  /** In the place of this probe, where a call may go a {@link Straight} way; null: it may not. */
  public @Nullable Object straight() {
    return null;
  }

  /** What generated code does with this probe: one of each kind. On {@code sonde-work}. */
  public final Door door(int does, Shape shape) {
    for (Door each : doors) if (each.does() == does && each.shape() == shape) return each;
    Door made = new Door(this, does, shape);
    doors.add(made);
    return made;
  }

  /** Looks for callers when a call ends that is to be delivered; null: nobody asks for them. */
  public @Nullable Callers callers() {
    return null;
  }

  /** The counters of {@link Passed}. */
  public final long[] passed() {
    return passed;
  }

  /** The condition could not be decided when a call began. */
  public final void misjudged(Throwable thrown) {
    recorder.misjudged().atEntry(thrown);
  }

  /**
   * The condition was false for a call that begins, and took from one of these times to the other.
   *
   * @return how often in a row it shall be decided again, to be timed better; 0: enough is known
   */
  public final int timed(long from, long to) {
    return recorder.spending().decided(from, to);
  }

  /**
   * So many in a row, as {@link #timed} has asked for, took from one of these times to the other.
   */
  public final void row(long from, long to) {
    recorder.spending().row(to - from);
  }

  /** In place of {@link #passed}, for conditions that are decided only to be timed. */
  public final long[] passedAgain() {
    return recorder.spending().passedAgain();
  }

  /** From now on calls are counted, as long as the trace has not begun; where events are made. */
  public void tally() {}

  /** Ends the counting, and gives its result. */
  public long tallied() {
    return 0;
  }

  /** The same when a call has ended. */
  protected final void misjudgedAtExit(Throwable thrown) {
    recorder.misjudged().atExit(thrown);
  }

  /** Keeps this thread from meeting probes; gives what {@link #outside} takes, below 0: it was. */
  public final int inside(long thread) {
    return recorder.enter(thread);
  }

  public final void outside(int place) {
    recorder.leave(place);
  }

  /** Class and method of the caller, with a dot; null at the bottom of a stack. */
  public final @Nullable Object caller() {
    Place place = Callers.caller(className);
    return place == null ? null : place.className() + "." + place.method();
  }

  /**
   * Switches this probe off for good, unless it met the end of the application's stack, which is no
   * fault of its own: that call is lost, and counted. Where no call has begun before, it may be
   * that the probe meets itself.
   */
  public final void failed(long thread, Throwable failure) {
    if (failure instanceof StackOverflowError && seen() && overflows++ < MOST_OVERFLOWS) {
      recorder.overflowed(thread);
      return;
    }
    off = true;
    recorder.failed(thread, failure);
  }

  public final boolean off() {
    return off;
  }

  /** Class and method, with a dot. */
  public final String name() {
    return className + "." + method;
  }
}
