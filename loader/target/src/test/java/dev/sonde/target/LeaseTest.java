package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseTest {
  private long now = Long.MAX_VALUE - 1_000_000; // nanoTime may wrap
  private final Lease lease = new Lease(10_000, () -> now);

  /** Lets time pass with a look each second, as {@code sonde-link} does; true once it is over. */
  private boolean overAfter(int seconds) {
    boolean over = false;
    for (int i = 0; i < seconds; i++) over |= overAfterGapOf(1);
    return over;
  }

  private boolean overAfterGapOf(int seconds) {
    now += seconds * 1_000_000_000L;
    return lease.over();
  }

  @Test
  void lease_withinItsTime_holds() {
    assertThat(overAfter(10)).isFalse();
  }

  @Test
  void lease_afterSilence_isOver() {
    assertThat(overAfter(11)).isTrue();
  }

  @Test
  void lease_renewed_beginsAgain() {
    overAfter(9);
    lease.renew();
    assertThat(overAfter(10)).isFalse();
    assertThat(overAfter(1)).isTrue();
  }

  @Test
  void pauseOfThisJvm_isForgivenOnce() {
    assertThat(overAfterGapOf(60)).isFalse();
    assertThat(overAfter(2)).isFalse();
    assertThat(overAfter(1)).isTrue();
  }

  @Test
  void pauseOfThisJvm_againWithoutAWord_isNotForgiven() {
    assertThat(overAfterGapOf(60)).isFalse();
    assertThat(overAfterGapOf(60)).isTrue();
  }

  @Test
  void pauseOfThisJvm_thenAWord_leavesTheWholeLease() {
    assertThat(overAfterGapOf(60)).isFalse();
    lease.renew();
    assertThat(overAfter(10)).isFalse();
  }
}
