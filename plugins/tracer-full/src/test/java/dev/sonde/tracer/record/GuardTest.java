package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GuardTest {
  /** Where nobody has a seat. */
  private static final class Standing extends Seats {
    @Override
    boolean mayTake() {
      return false;
    }
  }

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
    enterMany(guard, Guard.PLACES);
    enterMany(new Guard(new Standing()), Guard.SHARED);
  }

  private static void enterMany(Guard guard, int places) {
    Set<Integer> found = new HashSet<>();
    for (long thread = 1; thread <= places; thread++) {
      int place = guard.enter(thread);
      if (place == Guard.CROWDED) continue;
      assertThat(found.add(place)).isTrue();
      assertThat(guard.enter(thread)).isEqualTo(Guard.INSIDE);
    }
    assertThat(found).hasSizeGreaterThan(places / 2);
  }

  @Test
  void enter_awayFromHome_isInsideAlsoWhenHomeIsFreeAgain() {
    Guard guard = new Guard(new Standing());
    int home = guard.enter(7);
    long other = 8;
    while (new Guard(new Standing()).enter(other) != home) other++;
    int away = guard.enter(other);
    assertThat(away).isNotNegative().isNotEqualTo(home);
    guard.leave(home);
    assertThat(guard.enter(other)).isEqualTo(Guard.INSIDE);
    guard.leave(away);
    assertThat(guard.enter(other)).isEqualTo(home);
    assertThat(guard.enter(other)).isEqualTo(Guard.INSIDE);
  }

  @Test
  void enter_threadsWithIdsInARow_eachHasASeat() {
    for (long thread = 1_000; thread < 1_000 + Seats.COUNT / 2; thread++)
      assertThat(guard.enter(thread)).isGreaterThanOrEqualTo(Guard.SHARED);
  }

  @Test
  void enter_withASeatTaken_sharesAPlace_andIsInsideThere() {
    int seat = guard.enter(7);
    long other = sameSeat(7);
    int place = guard.enter(other);
    assertThat(place).isBetween(0, Guard.SHARED - 1);
    guard.leave(seat);
    guard.tidy(Set::of);
    assertThat(guard.enter(other)).isEqualTo(Guard.INSIDE);
    assertThat(guard.holds(other)).isTrue();
    assertThat(guard.holds(7)).isFalse();
  }

  @Test
  void tidy_whenMoreThanHalfAreTaken_givesAwayTheSeatsOfTheDead() {
    int seat = guard.enter(7);
    guard.leave(seat);
    long other = sameSeat(7);
    guard.tidy(Set::of);
    assertThat(guard.enter(other)).as("few are taken").isNotEqualTo(seat);
    guard.leaveAny(other);
    Set<Long> living = new HashSet<>(Set.of(7L));
    for (long thread = 8; thread < 8 + Seats.COUNT * 3 / 4; thread++) {
      guard.enter(thread);
      living.add(thread);
    }
    guard.tidy(() -> null);
    guard.tidy(() -> living);
    assertThat(guard.enter(other)).as("it lives").isNotEqualTo(seat);
    guard.leaveAny(other);
    guard.tidy(() -> Set.of(8L));
    assertThat(guard.enter(other)).isEqualTo(seat);
    assertThat(guard.enter(8)).as("its seat is its own still").isEqualTo(Guard.INSIDE);
  }

  private static long sameSeat(long thread) {
    long other = thread + 1;
    while (Seats.of(other) != Seats.of(thread)) other++;
    return other;
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
