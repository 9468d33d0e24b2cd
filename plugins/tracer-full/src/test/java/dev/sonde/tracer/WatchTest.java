package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.record.Counts;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final long TENTH = 100_000_000;

  private final Watch watch =
      new Watch(new Ceiling(50, 1_000, 10_000, 4), "a smaller pattern means fewer calls", false);
  private long now = 7;

  WatchTest() {
    watch.begin(now);
  }

  @Test
  void events_ofATraceWithALimit_areThoseThatAreTold() {
    Watch limited = new Watch(new Ceiling(50, 1_000, 1_000_000, 4), "fewer calls", true);
    limited.begin(0);
    Counts dropped = new Counts(90_000, 900, 80_000, 0, 0, 0, 0, 0, 0, Counts.Judged.NONE, 0);
    assertThat(limited.look(500_000_000, dropped)).isNull();
    Counts told = new Counts(90_000, 1_900, 80_000, 0, 0, 0, 0, 0, 0, Counts.Judged.NONE, 0);
    assertThat(limited.look(900_000_000, told)).startsWith("the trace made 1,900 events");
  }

  @Test
  void halfACore_isAllowed_andALittleMoreIsNot() {
    for (int look = 1; look <= 30; look++)
      assertThat(next(counts(0, 0, look * TENTH / 2))).isNull();
    assertThat(watch.share()).isEqualTo(0.5);
    assertThat(next(counts(0, 0, 31 * TENTH / 2 + TENTH)))
        .isEqualTo(
            "the probes took 60 % of a core within a second, 50 % are allowed: a smaller pattern"
                + " means fewer calls, --overhead 200 allows more where policy does");
  }

  @Test
  void firstCalls_mayBeDearer_butNotAsMuchAsAnything() {
    assertThat(next(counts(0, 0, 20 * TENTH))).isNull();
    assertThat(next(counts(0, 0, 21 * TENTH))).startsWith("the probes took 210 % of a core");
  }

  @Test
  void events_ofOneSecond_andNotOfTheWholeTrace() {
    for (int look = 1; look <= 50; look++) assertThat(next(counts(0, look * 90, 0))).isNull();
    assertThat(next(counts(0, 4_500 + 800, 0)))
        .isEqualTo(
            "the trace made 1,610 events within a second, 1,000 are allowed: a smaller pattern"
                + " means fewer calls, --max-events 10000 allows more");
  }

  @Test
  void evaluations_countAllThatWasSeen() {
    assertThat(next(counts(10_001, 0, 0))).startsWith("the probes looked at 10,001 calls");
  }

  @Test
  void memory_ofOpenCalls() {
    assertThat(next(held(4 << 20))).isNull();
    assertThat(next(held(9 << 20)))
        .isEqualTo(
            "calls that have begun and not ended held 9 MB, 4 are allowed: -w EXPR or --sample 1/100 lets fewer calls"
                + " through, --max-memory 100 allows more");
  }

  @Test
  void looksThatComeLate_areHeldAgainstTheirOwnTime() {
    now += 50 * TENTH;
    assertThat(watch.look(now, counts(0, 4_000, 0))).isNull();
  }

  @Test
  void ceilingOfOverhead_endsByThatAlone() throws Exception {
    Watch stats =
        new Watch(Ceiling.ofOverhead(Map.of(), 5), "a smaller pattern means fewer calls", false);
    stats.begin(0);
    Counts many =
        new Counts(
            1L << 60, 1L << 60, 0, 0, 0, 0, 0, 0, 4 * TENTH / 2, Counts.Judged.NONE, 1L << 60);
    assertThat(stats.look(10 * TENTH, many)).as("four times as much, in the beginning").isNull();
    assertThat(stats.look(20 * TENTH, counts(1L << 61, 0, 8 * TENTH / 2)))
        .contains("20 % of a core");
    Watch free = new Watch(Ceiling.ofOverhead(Map.of(), Integer.MAX_VALUE), "", false);
    free.begin(0);
    assertThat(free.look(10 * TENTH, counts(1L << 60, 1L << 60, 1L << 45))).isNull();
    assertThat(free.look(20 * TENTH, held(Long.MAX_VALUE))).isNull();
  }

  private String next(Counts counts) {
    now += TENTH;
    return watch.look(now, counts);
  }

  private static Counts counts(long seen, long events, long spent) {
    return new Counts(
        seen, events / 2, events - events / 2, 0, 0, 0, 0, 0, spent, Counts.Judged.NONE, 0);
  }

  private static Counts held(long bytes) {
    return new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, Counts.Judged.NONE, bytes);
  }
}
