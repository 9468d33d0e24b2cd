package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleLeaseTest {
  private long now;
  private int ended;
  private final ConsoleLease lease = new ConsoleLease(Duration.ofSeconds(60), () -> now);

  @Test
  void look_renewsIt() {
    now = Duration.ofSeconds(59).toNanos();
    assertThat(lease.left()).isEqualTo(Duration.ofSeconds(1).toNanos());
    lease.renew();
    now = Duration.ofSeconds(118).toNanos();
    assertThat(lease.left()).isEqualTo(Duration.ofSeconds(1).toNanos());
    now = Duration.ofSeconds(120).toNanos();
    assertThat(lease.left()).isNotPositive();
  }

  @Test
  void end_asksTheCommandOnce() {
    lease.begin().onSignal(() -> ended++);
    assertThat(ended).isZero();
    lease.end();
    lease.end();
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void command_thatComesLate_isAskedAtOnce() {
    lease.end();
    lease.begin().onSignal(() -> ended++);
    assertThat(ended).isEqualTo(1);
  }
}
