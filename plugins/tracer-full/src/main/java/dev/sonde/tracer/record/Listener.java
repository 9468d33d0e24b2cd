package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What woven code of one trace tells without invokedynamic: methods of the JDK, which everything
 * uses, this plugin too. A thread that is inside a probe, or inside this, is not listened to: what
 * a probe calls would else end in probes without end. Before that is known only {@code java.lang}
 * and {@code java.util.concurrent.atomic} are used, which are never woven. Threads of Sonde itself
 * are not listened to.
 */
public final class Listener implements BiFunction<Object, Object, @Nullable Object> {
  private static final int SITES = 0x8000;
  private static final int SPINS = 1000;

  private final Hooks hooks;
  private final Recorder recorder;
  private final Guard gate;

  /**
   * Above the number of each site: code of a trace that is over may tell its slot until it is
   * restored, when the slot is another's already.
   */
  private final int epoch = ThreadLocalRandom.current().nextInt(SITES) << 16;

  private volatile MethodHandle[] probes = {};

  /**
   * @param gate of all listeners of a session
   */
  public Listener(Hooks hooks, Recorder recorder, Guard gate) {
    this.hooks = hooks;
    this.recorder = recorder;
    this.gate = gate;
  }

  /**
   * Takes more probes, {@code (Object[])Object}.
   *
   * @return the number of the first one's site; negative: no more numbers
   */
  public int add(List<MethodHandle> more) {
    int first = probes.length;
    if (first + more.size() > SITES) return -1;
    MethodHandle[] all = Arrays.copyOf(probes, first + more.size());
    for (int i = 0; i < more.size(); i++) all[first + i] = more.get(i);
    probes = all;
    told(-1, new Object[0]);
    return epoch | first;
  }

  @Override
  public @Nullable Object apply(Object site, Object values) {
    String thread = Thread.currentThread().getName();
    if (thread.equals("sonde-link") || thread.equals("sonde-work")) return null;
    int number = (Integer) site;
    return (number & ~(SITES - 1)) == epoch ? told(number - epoch, (Object[]) values) : null;
  }

  private @Nullable Object told(int site, Object[] values) {
    long thread = 0;
    int place = -1;
    try {
      thread = hooks.currentThread();
      if (recorder.inside(thread)) return null;
      place = enter(thread);
      MethodHandle[] all = probes;
      if (place < 0 || site < 0 || site >= all.length) return null;
      return (Object) all[site].invokeExact(values);
    } catch (Throwable broken) {
      recorder.linkFailed(broken);
      return null;
    } finally {
      if (place >= 0) gate.leave(place);
    }
  }

  /** A bucket is crowded for nanoseconds only, and a call that was begun has to end. */
  private int enter(long thread) {
    int place = gate.enter(thread);
    for (int i = 0; place == Guard.CROWDED && i < SPINS; i++) {
      Thread.onSpinWait();
      place = gate.enter(thread);
    }
    return place;
  }
}
