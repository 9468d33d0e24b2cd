package dev.sonde.tracer.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Held against HdrHistogram with four significant digits. */
final class HistogramTest {
  private static final double[] PERCENTILES = {
    0.1, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100
  };
  private static final long DAY = 86_400_000_000_000L;

  /** Of what is promised, 2 %, the buckets need less than half; HdrHistogram has its own error. */
  private static final double ERROR = 0.008;

  private final Random random = new Random(4);

  @Test
  void percentiles_ofRandomDurations_areThoseOfHdrHistogram() {
    for (int round = 0; round < 20; round++) {
      long most = 1L << 8 + random.nextInt(38);
      check("even below " + most, () -> 1 + (random.nextLong() >>> 1) % most);
      double spread = 0.1 + 3 * random.nextDouble();
      check("log-normal " + spread, () -> bounded(Math.exp(10 + spread * random.nextGaussian())));
      check("exponential", () -> bounded(-Math.log(random.nextDouble()) * most));
      check("Pareto", () -> bounded(200 / Math.pow(random.nextDouble(), 1.2)));
    }
  }

  @Test
  void percentiles_ofDurationsThatAreFarApart_areThoseOfHdrHistogram() {
    check("one", () -> 7_654_321);
    check("two", () -> random.nextBoolean() ? 90 : 60_000_000_000L);
    check("a rare one", () -> random.nextInt(1000) == 0 ? DAY / 2 : 300);
    check("two hills", () -> (random.nextInt(3) == 0 ? 50_000_000 : 2_000) + random.nextInt(500));
    check("powers of two", () -> 1L << random.nextInt(46));
    check("just below them", () -> (1L << 1 + random.nextInt(45)) - 1);
    check("edges of buckets", () -> (long) (64 + random.nextInt(64)) << random.nextInt(38));
  }

  /** Each percentile of 1 to 100 is a value of its own, as exactly as it is counted. */
  @Test
  void percentile_isTheSmallestThatSoManyDoNotExceed() {
    Histogram histogram = histogram(LongStream.rangeClosed(1, 100).toArray());
    for (int percent = 1; percent <= 100; percent++)
      assertThat(histogram.percentile(percent)).isEqualTo(percent);
    assertThat(histogram.percentile(0)).isEqualTo(1);
    assertThat(new Histogram().percentile(50)).isZero();
  }

  @Test
  void buckets_coverAllDurationsInOrder() {
    long last = -1;
    for (int chunk = 0; chunk < Buckets.CHUNKS; chunk++)
      for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
        long middle = Buckets.middle(chunk, bucket);
        assertThat(middle).isGreaterThan(last);
        assertThat(Buckets.chunk(middle)).isEqualTo(chunk);
        assertThat(Buckets.bucket(chunk, middle)).isEqualTo(bucket);
        last = middle;
      }
    assertThat(Buckets.chunk(0)).isZero();
    assertThat(Buckets.chunk(Long.MAX_VALUE)).isEqualTo(Buckets.CHUNKS - 1);
  }

  @Test
  void since_isWhatCameBetween() {
    Tally tally = new Tally();
    Lanes lanes = new Lanes();
    for (long nanos = 1; nanos <= 100; nanos++) tally.count(nanos, lanes);
    Reading before = reading(tally);
    for (long nanos = 1_001; nanos <= 1_010; nanos++) tally.count(nanos, lanes);
    Histogram since = reading(tally).durations().since(before.durations());
    assertThat(since.count()).isEqualTo(10);
    assertThat(since.percentile(50)).isCloseTo(1_005, within(8L));
    assertThat(since.since(since).count()).isZero();
  }

  private void check(String name, LongSupplier durations) {
    org.HdrHistogram.Histogram reference = new org.HdrHistogram.Histogram(DAY, 4);
    long[] all = new long[1 + random.nextInt(20_000)];
    for (int i = 0; i < all.length; i++) reference.recordValue(all[i] = durations.getAsLong());
    Histogram ours = histogram(all);
    assertThat(ours.count()).isEqualTo(reference.getTotalCount());
    for (double percent : PERCENTILES) {
      double expected = reference.getValueAtPercentile(percent);
      assertThat((double) ours.percentile(percent))
          .as("%s: %s %% of %d", name, percent, all.length)
          .isCloseTo(expected, within(Math.max(1, ERROR * expected)));
    }
  }

  private static Histogram histogram(long... durations) {
    Tally own = new Tally();
    Lanes lanes = new Lanes();
    Tally shared = new Tally();
    for (int i = 0; i < durations.length; i++)
      if (i % 3 == 0) shared.countShared(durations[i]);
      else assertThat(own.count(durations[i], lanes)).isTrue();
    return reading(own, shared).durations();
  }

  private static Reading reading(Tally... tallies) {
    Reading sum = new Reading();
    for (Tally each : tallies) each.addTo(sum);
    return sum;
  }

  private static long bounded(double nanos) {
    return Math.max(1, Math.min(DAY - 1, (long) nanos));
  }
}
