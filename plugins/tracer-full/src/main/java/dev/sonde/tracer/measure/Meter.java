package dev.sonde.tracer.measure;

import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Recorder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A method whose calls are counted and timed. The public methods with a {@code runner}, the id of
 * the platform thread, are for that thread.
 *
 * <p>What the JDK's own collections and atomics do is done here by arrays and handles: they may be
 * the classes that are measured.
 */
public final class Meter extends Probe {
  /** No call of this run. */
  static final long FOREIGN = -1;

  private static final VarHandle TALLY = MethodHandles.arrayElementVarHandle(Tally[].class);

  private final MeterHooks hooks;
  private final Lanes lanes;
  private final @Nullable Tally[] tallies = new @Nullable Tally[Lanes.COUNT];
  private final Tally shared = new Tally();
  private final Tally undecided = new Tally();
  private volatile @Nullable Linking linking;
  private boolean seen;

  /** A call site through which a call ends was linked during that call, which took time. */
  private static final class Linking {
    final Thread thread;
    final long began;

    Linking(Thread thread, long began) {
      this.thread = thread;
      this.began = began;
    }
  }

  /**
   * @param judged whether it has a condition
   */
  public Meter(
      MeterHooks hooks,
      Lanes lanes,
      Recorder recorder,
      String className,
      String method,
      boolean judged) {
    super(recorder, className, method, judged);
    this.hooks = hooks;
    this.lanes = lanes;
  }

  @Override
  public Token token() {
    return Token.TIME;
  }

  public MeterHooks hooks() {
    return hooks;
  }

  /** When this call begins; 0: it is not counted. */
  public long enter(long runner) {
    if (!lanes.isOpen() || off()) return 0;
    Tally tally = tally(runner);
    if (tally == null) shared.openShared();
    else tally.open();
    long now = System.nanoTime();
    return now == 0 ? 1 : now;
  }

  public void returned(long began, long runner) {
    long nanos = elapsed(began);
    if (nanos >= 0) count(nanos, runner);
  }

  public void thrown(long began, long runner) {
    long nanos = elapsed(began);
    if (nanos >= 0) countError(nanos, runner);
  }

  /** How long a call has taken that ends now, in nanoseconds; below 0: it is none of this run. */
  public long elapsed(long began) {
    long now = System.nanoTime();
    if (linking != null) now = unlinked(now, began);
    return lanes.began(began) ? Math.max(0, now - began) : FOREIGN;
  }

  public void count(long nanos, long runner) {
    Tally tally = tally(runner);
    if (tally == null || !tally.count(nanos, lanes)) shared.countShared(nanos);
  }

  public void countError(long nanos, long runner) {
    count(nanos, runner);
    Tally tally = tally(runner);
    if (tally == null) shared.errorShared();
    else tally.error();
  }

  /** The condition was false when the call ended. */
  public void dismissed(long runner) {
    Tally tally = tally(runner);
    if (tally == null) shared.dismissShared();
    else tally.dismiss();
  }

  /** The condition could not be decided when the call ended. */
  public void unclear(Throwable thrown) {
    misjudgedAtExit(thrown);
    undecided.dismissShared();
  }

  @Override
  public void linked(long thread, long began) {
    linking = new Linking(Thread.currentThread(), began);
  }

  @Override
  public boolean seen() {
    return seen || super.seen();
  }

  /** Adds all that was counted until now. */
  public void addTo(Reading sum) {
    shared.addTo(sum);
    undecided.addTo(sum);
    sum.undecided(undecided.dismissed());
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      Tally tally = (Tally) TALLY.getAcquire(tallies, lane);
      if (tally != null) tally.addTo(sum);
    }
  }

  /** Of this thread alone; null: it has none. */
  private @Nullable Tally tally(long runner) {
    int lane = (int) runner & Lanes.MASK;
    if (lanes.holds(lane, runner)) {
      Tally tally = tallies[lane];
      if (tally != null) return tally;
    }
    return find(runner);
  }

  private @Nullable Tally find(long runner) {
    seen = true;
    int lane = lanes.of(runner);
    if (lane == Lanes.NONE) return null;
    Tally tally = (Tally) TALLY.getAcquire(tallies, lane);
    if (tally != null || !lanes.take(Tally.BYTES)) return tally;
    tally = new Tally();
    TALLY.setRelease(tallies, lane, tally);
    return tally;
  }

  private long unlinked(long now, long began) {
    Linking late = linking;
    if (late == null || late.thread != Thread.currentThread()) return now;
    linking = null;
    return late.began - began < 0 ? now : late.began;
  }
}
