package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndertakingsTest {
  private final Undertakings all =
      new Undertakings(Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC));

  @Test
  void runs_areTakenTogether() {
    all.begin("first", List.of("A::a"));
    all.begin("second", List.of("B::b"));
    all.told("first", status(5, 2, 700));
    all.told("second", status(7, 1, 200));
    assertThat(all.all())
        .isEqualTo(new Progress(List.of("A::a", "B::b"), 12, 3, 0, Instant.ofEpochMilli(1_700)));
  }

  @Test
  void runs_thatHaveEnded_leaveTheOthers_andThenTheLast() {
    all.begin("first", List.of("A::a"));
    all.begin("second", List.of("B::b"));
    all.told("first", status(5, 2, 700));
    all.ended("first");
    assertThat(all.all().pattern()).containsExactly("B::b");
    all.ended("second");
    assertThat(all.all().pattern()).containsExactly("A::a");
  }

  @Test
  void run_thatHasJustBegun_tellsWhenItEnds() {
    all.begin("first", List.of("A::a"));
    all.told("first", Map.of("kind", "start", "limits", Map.of("calls", 100L, "millis", 500L)));
    assertThat(all.all())
        .isEqualTo(new Progress(List.of("A::a"), 0, 0, 0, Instant.ofEpochMilli(1_500)));
  }

  /** Such as those that complete a name. */
  @Test
  void run_thatToldNothing_isForgotten() {
    all.begin("completion", List.of("com.ac"));
    all.ended("completion");
    assertThat(all.all()).isEqualTo(Progress.NONE);
  }

  private static Map<String, Object> status(long seen, long delivered, long millisLeft) {
    return Map.of("kind", "status", "seen", seen, "delivered", delivered, "millisLeft", millisLeft);
  }
}
