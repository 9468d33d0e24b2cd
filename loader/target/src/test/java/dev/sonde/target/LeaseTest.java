package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000); // nanoTime may wrap
  private final Lease lease = new Lease(10_000, clock::get);

  @Test
  void lease_withinItsTime_holds() {
    clock.addAndGet(10_000_000_000L);
    assertThat(lease.over()).isFalse();
  }

  @Test
  void lease_afterSilence_isOver() {
    clock.addAndGet(10_000_000_001L);
    assertThat(lease.over()).isTrue();
  }

  @Test
  void lease_renewed_beginsAgain() {
    clock.addAndGet(9_000_000_000L);
    lease.renew();
    clock.addAndGet(9_000_000_000L);
    assertThat(lease.over()).isFalse();
    clock.addAndGet(2_000_000_000L);
    assertThat(lease.over()).isTrue();
  }
}
