package dev.sonde.tracer.link;

import java.lang.invoke.MethodHandle;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A place in the bridge that belongs to one trace: as long as it is filled, call sites woven for it
 * link to that trace.
 */
public final class Slot {
  private final Bridge bridge;
  private final int number;
  private final MethodHandle linker;
  private volatile @Nullable BiFunction<Object, Object, @Nullable Object> listener;

  Slot(Bridge bridge, int number, MethodHandle linker) {
    this.bridge = bridge;
    this.number = number;
    this.linker = linker;
  }

  public int number() {
    return number;
  }

  /**
   * From now on plain calls of the bridge for this slot go there: {@code (Integer site, Object[]
   * values)}. Once.
   */
  public void listen(BiFunction<Object, Object, @Nullable Object> toldBy) {
    bridge.listen(number, null, toldBy);
    listener = toldBy;
  }

  /**
   * From now on call sites that link get a no-op, and plain calls reach nobody. Any thread; again:
   * nothing.
   */
  public void clear() {
    BiFunction<Object, Object, @Nullable Object> known = listener;
    if (known != null) bridge.listen(number, known, null);
    bridge.set(number, linker, null);
  }
}
