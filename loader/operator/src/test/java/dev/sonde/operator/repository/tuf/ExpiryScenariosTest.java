package dev.sonde.operator.repository.tuf;

import static dev.sonde.operator.repository.tuf.Simulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates, held against one time for the whole refresh: 5.1, 5.3.10, 5.4.4, 5.5.6, 5.6.5. */
class ExpiryScenariosTest {
  private final Simulator simulator = new Simulator();
  private final Visitor visitor = new Visitor(simulator);

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  /** 5.3.10: after the newest root was kept. */
  @Test
  void root_thatExpired_isKept_andNothingElse() {
    simulator.publish("root");
    visitor.refresh();
    simulator.expires("root", NOW.minus(days(1)));
    simulator.publish("root", "targets", "snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.EXPIRED);
    assertThat(visitor.trusted()).isEqualTo("root 3, timestamp 1, snapshot 1, targets 1");
  }

  /** 5.4.4, 5.5.6, 5.6.5: before the file is kept. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp | root 1, timestamp 1, snapshot 1, targets 1",
        "snapshot  | root 1, timestamp 2, snapshot 1, targets 1",
        "targets   | root 1, timestamp 2, snapshot 2, targets 1"
      })
  void role_thatExpired_isNotKept(String role, String trusted) {
    visitor.refresh();
    simulator.expires(role, NOW.minus(days(5)));
    if (role.equals("targets")) simulator.publish("targets");
    if (!role.equals("timestamp")) simulator.publish("snapshot");
    simulator.publish("timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.EXPIRED);
    assertThat(visitor.trusted()).isEqualTo(trusted);
  }

  /** 5.3.10: only the last root's date counts. */
  @Test
  void keptRoot_thatExpired_leadsToANewerOne() {
    simulator.expires("root", NOW.plus(days(7)));
    simulator.publish("root");
    visitor.refresh();
    simulator.expires("root", NOW.plus(days(21)));
    simulator.publish("root");
    visitor.now = NOW.plus(days(18));
    visitor.refresh();
    assertThat(visitor.version("root")).isEqualTo(3);
  }

  /** 5.4.3: also an expired timestamp is a floor, and no more than that. */
  @Test
  void keptTimestamp_thatExpired_isReplaced() {
    simulator.expires("timestamp", NOW.plus(days(7)));
    simulator.publish("timestamp");
    visitor.refresh();
    simulator.expires("timestamp", NOW.plus(days(21)));
    simulator.publish("targets", "snapshot", "timestamp");
    visitor.now = NOW.plus(days(18));
    visitor.refresh();
    assertThat(visitor.trusted()).isEqualTo("root 1, timestamp 3, snapshot 2, targets 2");
  }

  /** 5.1: the time is the one that is given. */
  @Test
  void root_expiresWithTime() {
    simulator.expires("root", NOW.plus(days(7)));
    simulator.publish("root");
    visitor.refresh();
    visitor.now = NOW.plus(days(8));
    assertThat(visitor.refusal()).isEqualTo(ErrorId.EXPIRED);
  }

  /** 5.4.4, 5.5.6, 5.6.5: also what was kept, and is still the newest that there is. */
  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "snapshot", "targets"})
  void keptRole_expiresWithTime(String role) {
    simulator.expires(role, NOW.plus(days(7)));
    simulator.publish("targets", "snapshot", "timestamp");
    visitor.refresh();
    visitor.now = NOW.plus(days(8));
    assertThat(visitor.refusal()).isEqualTo(ErrorId.EXPIRED);
  }
}
