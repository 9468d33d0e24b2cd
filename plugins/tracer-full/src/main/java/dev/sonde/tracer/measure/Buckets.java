package dev.sonde.tracer.measure;

/**
 * Where a duration is counted: 64 buckets for each doubling, so that a bucket is at most a 64th as
 * wide as what it counts, and its middle at most 0.8 % away. Below 128 ns each nanosecond has its
 * own. The buckets of one doubling are a chunk; most of them are never needed.
 *
 * <p>The scheme is that of HdrHistogram (Gil Tene), without its upper limit.
 */
final class Buckets {
  private static final int BITS = 6;

  /** Of one chunk. */
  static final int COUNT = 1 << BITS;

  /** For all durations that a long can say. */
  static final int CHUNKS = Long.SIZE - BITS;

  private Buckets() {}

  static int chunk(long nanos) {
    return Long.SIZE - BITS - Long.numberOfLeadingZeros(nanos | COUNT - 1);
  }

  static int bucket(int chunk, long nanos) {
    return (int) (nanos >>> Math.max(0, chunk - 1)) & COUNT - 1;
  }

  /** The middle of a bucket, in nanoseconds. */
  static long middle(int chunk, int bucket) {
    if (chunk == 0) return bucket;
    int shift = chunk - 1;
    long low = (long) (COUNT + bucket) << shift;
    return low + (1L << shift) / 2;
  }
}
