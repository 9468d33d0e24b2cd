package dev.sonde.tracer.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What one lane has counted of one method. {@link #count} and the like are for the thread that
 * holds the lane, {@link #countShared} and the like for a tally that belongs to no lane; {@link
 * #addTo} for anybody, who sees what the threads' caches show.
 */
final class Tally {
  static final int BYTES = 400;
  static final int CHUNK_BYTES = 16 + Buckets.COUNT * Long.BYTES;

  private static final VarHandle CHUNK = MethodHandles.arrayElementVarHandle(long[][].class);
  private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle OPENED;
  private static final VarHandle DISMISSED;
  private static final VarHandle ERRORS;
  private static final VarHandle MAX;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OPENED = lookup.findVarHandle(Tally.class, "opened", long.class);
      DISMISSED = lookup.findVarHandle(Tally.class, "dismissed", long.class);
      ERRORS = lookup.findVarHandle(Tally.class, "errors", long.class);
      MAX = lookup.findVarHandle(Tally.class, "max", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private long opened;
  private long dismissed;
  private long errors;
  private long max;
  private final long[] @Nullable [] chunks = new long[Buckets.CHUNKS][];

  /** Keeps what another thread writes out of this one's cache lines, wherever a collector moves. */
  @SuppressWarnings("unused") // by code: its place is its purpose
  private long apart1, apart2, apart3, apart4, apart5, apart6, apart7;

  void open() {
    opened++;
  }

  void openShared() {
    OPENED.getAndAdd(this, 1L);
  }

  /** A call that the condition has turned out not to mean. */
  void dismiss() {
    dismissed++;
  }

  void dismissShared() {
    DISMISSED.getAndAdd(this, 1L);
  }

  long dismissed() {
    return (long) DISMISSED.getAcquire(this);
  }

  void error() {
    errors++;
  }

  void errorShared() {
    ERRORS.getAndAdd(this, 1L);
  }

  /** False: there is no memory for this. */
  boolean count(long nanos, Lanes lanes) {
    int index = Buckets.chunk(nanos);
    long[] chunk = chunks[index];
    if (chunk == null) {
      if (!lanes.take(CHUNK_BYTES)) return false;
      chunk = new long[Buckets.COUNT];
      CHUNK.setRelease(chunks, index, chunk);
    }
    if (nanos > max) max = nanos;
    chunk[Buckets.bucket(index, nanos)]++;
    return true;
  }

  void countShared(long nanos) {
    int index = Buckets.chunk(nanos);
    long[] chunk = (long[]) CHUNK.getAcquire(chunks, index);
    if (chunk == null) {
      CHUNK.compareAndSet(chunks, index, (long[]) null, new long[Buckets.COUNT]);
      chunk = (long[]) CHUNK.getAcquire(chunks, index);
    }
    long known = (long) MAX.getOpaque(this);
    while (nanos > known && !MAX.compareAndSet(this, known, nanos))
      known = (long) MAX.getOpaque(this);
    BUCKET.getAndAdd(chunk, Buckets.bucket(index, nanos), 1L);
  }

  void addTo(Reading sum) {
    long failures = (long) ERRORS.getAcquire(this);
    // Errors before ends, and these before beginnings: no call must seem to have had the later
    // without the earlier, also where a stack overflows in between.
    for (int index = 0; index < Buckets.CHUNKS; index++) {
      long[] chunk = (long[]) CHUNK.getAcquire(chunks, index);
      if (chunk != null) sum.durations().add(index, chunk);
    }
    sum.add(failures, (long) MAX.getOpaque(this));
    long ended = dismissed();
    sum.opened((long) OPENED.getOpaque(this), ended);
  }
}
