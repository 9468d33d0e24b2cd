package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GuardTest {
  private final Guard guard = new Guard();

  @Test
  void enter_twice_isInsideUntilItLeaves() {
    int place = guard.enter(7);
    assertThat(place).isNotNegative();
    assertThat(guard.enter(7)).isEqualTo(Guard.INSIDE);
    guard.leave(place);
    assertThat(guard.enter(7)).isNotNegative();
  }

  @Test
  void enter_manyThreads_eachHasItsOwnPlaceOrNone() {
    Set<Integer> places = new HashSet<>();
    for (long thread = 1; thread <= Guard.PLACES; thread++) {
      int place = guard.enter(thread);
      if (place == Guard.CROWDED) continue;
      assertThat(places.add(place)).isTrue();
      assertThat(guard.enter(thread)).isEqualTo(Guard.INSIDE);
    }
    assertThat(places).hasSizeGreaterThan(Guard.PLACES / 2);
  }

  @Test
  void enter_awayFromHome_isInsideAlsoWhenHomeIsFreeAgain() {
    int home = guard.enter(7);
    long other = 8;
    while (new Guard().enter(other) != home) other++;
    int away = guard.enter(other);
    assertThat(away).isNotNegative().isNotEqualTo(home);
    guard.leave(home);
    assertThat(guard.enter(other)).isEqualTo(Guard.INSIDE);
    guard.leave(away);
    assertThat(guard.enter(other)).isEqualTo(home);
    assertThat(guard.enter(other)).isEqualTo(Guard.INSIDE);
  }

  @Test
  void leaveAny_withoutThePlace_leaves() {
    guard.enter(7);
    guard.leaveAny(7);
    guard.leaveAny(7);
    assertThat(guard.enter(7)).isNotNegative();
  }

  @Test
  void leftBehind_withNoProbeBelow_leaves() {
    guard.enter(7);
    assertThat(guard.leftBehind(7)).isTrue();
    assertThat(guard.enter(7)).isNotNegative();
  }

  @Test
  void leftBehind_insideAnotherProbe_stays() {
    guard.enter(7);
    assertThat(Stream.of(7L).anyMatch(guard::leftBehind))
        .as("called from this package, by way of another")
        .isFalse();
    assertThat(guard.enter(7)).isEqualTo(Guard.INSIDE);
  }

  @Test
  void quiet_whileAThreadIsInside_waitsNoLongerThanAsked() {
    guard.enter(7);
    long start = System.nanoTime();
    guard.quiet(1_000_000);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000);
  }
}
