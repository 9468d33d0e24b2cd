package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void pace_whileRecordsCome_doesNotSleep() {
    assertThat(pace.next(true, true)).isZero();
    assertThat(pace.next(true, true)).isZero();
  }

  @Test
  void pace_idleWithRings_backsOffToTwentyMillis() {
    assertThat(IntStream.range(0, 8).mapToLong(i -> pace.next(false, true)).toArray())
        .containsExactly(1, 2, 4, 8, 16, 20, 20, 20);
  }

  @Test
  void pace_idleWithoutRings_sleepsLonger() {
    assertThat(IntStream.range(0, 10).mapToLong(i -> pace.next(false, false)).max()).hasValue(250);
  }

  @Test
  void pace_afterARecord_isQuickAgain() {
    for (int i = 0; i < 10; i++) pace.next(false, true);
    pace.next(true, true);
    assertThat(pace.next(false, true)).isEqualTo(1);
  }
}
