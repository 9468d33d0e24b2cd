package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.record.Counts;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final long TENTH = 100_000_000;

  private final Watch watch = new Watch(new Ceiling(50, 1_000, 10_000, 4));
  private long now = 7;

  WatchTest() {
    watch.begin(now);
  }

  @Test
  void halfACore_isAllowed_andALittleMoreIsNot() {
    for (int look = 1; look <= 30; look++)
      assertThat(next(counts(0, 0, look * TENTH / 2), 0)).isNull();
    assertThat(watch.share()).isEqualTo(0.5);
    assertThat(next(counts(0, 0, 31 * TENTH / 2 + TENTH), 0))
        .isEqualTo(
            "the probes took 60 % of a core within a second, 50 % are allowed: -n 100 ends sooner,"
                + " -w EXPR or --sample 1/100 lets fewer calls through, --overhead 200 allows more where policy does");
  }

  @Test
  void firstCalls_mayBeDearer_butNotAsMuchAsAnything() {
    assertThat(next(counts(0, 0, 20 * TENTH), 0)).isNull();
    assertThat(next(counts(0, 0, 21 * TENTH), 0)).startsWith("the probes took 210 % of a core");
  }

  @Test
  void events_ofOneSecond_andNotOfTheWholeTrace() {
    for (int look = 1; look <= 50; look++) assertThat(next(counts(0, look * 90, 0), 0)).isNull();
    assertThat(next(counts(0, 4_500 + 800, 0), 0))
        .isEqualTo(
            "the trace made 1,610 events within a second, 1,000 are allowed: -n 100 ends sooner,"
                + " -w EXPR or --sample 1/100 lets fewer calls through, --max-events 10000 allows more");
  }

  @Test
  void evaluations_countAllThatWasSeen() {
    assertThat(next(counts(10_001, 0, 0), 0)).startsWith("the probes looked at 10,001 calls");
  }

  @Test
  void memory_ofOpenCalls() {
    assertThat(next(counts(0, 0, 0), 4 << 20)).isNull();
    assertThat(next(counts(0, 0, 0), 9 << 20))
        .isEqualTo(
            "calls that have begun and not ended held 9 MB, 4 are allowed: -w EXPR or --sample 1/100 lets fewer calls"
                + " through, --max-memory 100 allows more");
  }

  @Test
  void looksThatComeLate_areHeldAgainstTheirOwnTime() {
    now += 50 * TENTH;
    assertThat(watch.look(now, counts(0, 4_000, 0), 0)).isNull();
  }

  private String next(Counts counts, long held) {
    now += TENTH;
    return watch.look(now, counts, held);
  }

  private static Counts counts(long seen, long events, long spent) {
    return new Counts(
        seen, events / 2, events - events / 2, 0, 0, 0, 0, 0, spent, Counts.Judged.NONE);
  }
}
