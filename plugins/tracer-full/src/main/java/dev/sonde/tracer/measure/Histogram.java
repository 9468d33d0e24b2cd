package dev.sonde.tracer.measure;

import org.jspecify.annotations.Nullable;

/** How many durations were counted in each bucket: a sum of tallies. For one thread. */
public final class Histogram {
  private final long[] @Nullable [] chunks = new long[Buckets.CHUNKS][];
  private long count;

  void add(int chunk, long[] buckets) {
    long[] sum = chunk(chunk);
    for (int i = 0; i < Buckets.COUNT; i++) {
      sum[i] += buckets[i];
      count += buckets[i];
    }
  }

  /** What has come since an earlier sum of the same tallies. */
  public Histogram since(Histogram earlier) {
    Histogram more = new Histogram();
    for (int chunk = 0; chunk < Buckets.CHUNKS; chunk++) {
      long[] now = chunks[chunk];
      if (now == null) continue;
      more.add(chunk, now);
      long[] before = earlier.chunks[chunk];
      if (before != null) more.subtract(chunk, before);
    }
    return more;
  }

  private void subtract(int chunk, long[] buckets) {
    long[] difference = chunk(chunk);
    for (int i = 0; i < Buckets.COUNT; i++) {
      difference[i] -= buckets[i];
      count -= buckets[i];
    }
  }

  private long[] chunk(int index) {
    long[] chunk = chunks[index];
    return chunk == null ? chunks[index] = new long[Buckets.COUNT] : chunk;
  }

  public long count() {
    return count;
  }

  /**
   * The smallest duration that so many percent of all do not exceed, at most 0.8 % away; 0 without
   * any.
   */
  public long percentile(double percent) {
    // Downwards, or 99 % of 100 would be rounded to the 100th.
    long wanted = Math.max(1, (long) Math.ceil(Math.nextDown(percent) * count / 100));
    long passed = 0;
    for (int chunk = 0; chunk < Buckets.CHUNKS; chunk++) {
      long[] buckets = chunks[chunk];
      if (buckets == null) continue;
      for (int i = 0; i < Buckets.COUNT; i++) {
        passed += buckets[i];
        if (buckets[i] > 0 && passed >= wanted) return Buckets.middle(chunk, i);
      }
    }
    return 0;
  }
}
