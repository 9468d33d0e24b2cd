package dev.sonde.tracer.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives each thread a lane of its own, in which it counts without any other: one table of thread
 * ids for all methods of a run. A thread takes its lane once and keeps it; a lane of a thread that
 * has died is given away again. Who finds none counts in a shared tally, which costs some
 * nanoseconds more.
 */
public final class Lanes {
  static final int COUNT = 512;
  static final int MASK = COUNT - 1;

  /** No lane is free. */
  static final int NONE = -1;

  private static final int REACH = 8;

  /** For the tallies of all lanes and methods. */
  private static final long MOST_BYTES = 16 << 20;

  private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle TAKEN;

  static {
    try {
      TAKEN = MethodHandles.lookup().findVarHandle(Lanes.class, "taken", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final long[] owners = new long[COUNT];
  private final long bytes;
  private long taken;
  private volatile boolean open;
  private volatile long since;

  public Lanes() {
    this(MOST_BYTES);
  }

  Lanes(long bytes) {
    this.bytes = bytes;
  }

  /** From now on calls are counted. */
  public void open() {
    since = System.nanoTime();
    open = true;
  }

  /** From now on only calls that have begun are counted, when they end. Any thread. */
  public void close() {
    open = false;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether a call that began then is one of this run, and not of one that had the same slot. */
  boolean began(long nanoTime) {
    return nanoTime - since >= 0;
  }

  /** Whether this is the lane where a thread looks first, and its own. */
  boolean holds(int lane, long thread) {
    return owners[lane] == thread;
  }

  /** The lane of this thread, which it takes now if it has none; or {@link #NONE}. */
  int of(long thread) {
    int home = (int) thread & MASK;
    for (int i = 0; i < REACH; i++)
      if ((long) OWNER.getAcquire(owners, home + i & MASK) == thread) return home + i & MASK;
    for (int i = 0; i < REACH; i++)
      if (OWNER.compareAndSet(owners, home + i & MASK, 0L, thread)) return home + i & MASK;
    return NONE;
  }

  /** False: there is no memory left for more tallies. */
  boolean take(int size) {
    if ((long) TAKEN.getOpaque(this) + size > bytes) return false;
    TAKEN.getAndAdd(this, (long) size);
    return true;
  }

  /** Whether more than half of the lanes are taken. */
  public boolean crowded() {
    int held = 0;
    for (int lane = 0; lane < COUNT; lane++) if ((long) OWNER.getOpaque(owners, lane) != 0) held++;
    return held > COUNT / 2;
  }

  /**
   * Gives away the lanes of threads that have died, and so never return.
   *
   * @param living says which threads live now, null if unknown; asked after the lanes were looked
   *     at
   */
  public void release(Supplier<@Nullable Set<Long>> living) {
    long[] known = new long[COUNT];
    for (int lane = 0; lane < COUNT; lane++) known[lane] = (long) OWNER.getAcquire(owners, lane);
    Set<Long> ids = living.get();
    if (ids == null) return;
    for (int lane = 0; lane < COUNT; lane++)
      if (known[lane] != 0 && !ids.contains(known[lane]))
        OWNER.compareAndSet(owners, lane, known[lane], 0L);
  }
}
