package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void sample_takesExactlyOneOfEachSoMany_notAlwaysTheSame() {
    Sample sample = new Sample(10);
    Sample.Turn turn = new Sample.Turn();
    Set<Integer> places = new HashSet<>();
    for (int round = 0; round < 100; round++) {
      int taken = 0;
      for (int i = 0; i < 10; i++)
        if (sample.takes(turn)) {
          taken++;
          places.add(i);
        }
      assertThat(taken).isEqualTo(1);
    }
    assertThat(places).hasSizeGreaterThan(5);
  }

  @Test
  void sample_ofOne_takesAll() {
    Sample.Turn turn = new Sample.Turn();
    for (int i = 0; i < 10; i++) assertThat(new Sample(1).takes(turn)).isTrue();
  }

  @Test
  void rate_asManyAtOnce_thenOneWheneverItsShareHasPassed() {
    for (long start : new long[] {0, -5, Long.MAX_VALUE - SECOND}) {
      Rate rate = new Rate(10, SECOND, start);
      assertThat(taken(rate, start, 50)).isEqualTo(10);
      assertThat(rate.free(start + SECOND / 10 - 1)).isFalse();
      assertThat(rate.free(start + SECOND / 10)).isTrue();
      assertThat(taken(rate, start + SECOND / 10, 5)).isEqualTo(1);
      assertThat(taken(rate, start + SECOND / 2, 50)).isEqualTo(4);
      assertThat(taken(rate, start + 100 * SECOND, 50)).as("after a pause").isEqualTo(10);
    }
  }

  @Test
  void words_thatAreNone_areRefused() throws Exception {
    assertThat(Sample.of("1/100")).isNotNull();
    assertThat(Rate.of("10/s")).isNotNull();
    for (String each : new String[] {"", "100", "1/0", "2/100", "1%", "1/9999999999"})
      assertThatThrownBy(() -> Sample.of(each))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "expected --sample as 1/N, one call of N up to 1000000000, got '" + each + "'");
    for (String each : new String[] {"", "10", "0/s", "10/d", "10 /s", "-1/s"})
      assertThatThrownBy(() -> Rate.of(each))
          .isInstanceOf(UsageException.class)
          .hasMessage("expected --rate as 10/s, 100/m or 5/h, got '" + each + "'");
  }

  private static int taken(Rate rate, long now, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) if (rate.takes(now)) taken++;
    return taken;
  }
}
