package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetTest {
  private static final Ceiling DEFAULT = new Ceiling(50, 100_000, 200_000_000, 32);

  private static Budget of(Map<String, String> options) throws UsageException {
    return Budget.of(options, Integer.MAX_VALUE);
  }

  @Test
  void calls_maybeUnlimited_andTheStartRecordSaysNone() throws Exception {
    Budget budget = of(Map.of("limit", "unlimited"));
    assertThat(budget.calls()).isEqualTo(Budget.UNLIMITED);
    assertThat(budget.limits())
        .isEqualTo(
            Map.of(
                "millis",
                60_000L,
                "overhead",
                0.5,
                "events",
                100_000L,
                "evaluations",
                200_000_000L,
                "bytes",
                32L << 20));
  }

  @Test
  void ceiling_ofEachOption() throws Exception {
    Map<String, String> options =
        Map.of("overhead", "5", "max-events", "6", "max-seen", "7", "max-memory", "8");
    assertThat(of(options).ceiling()).isEqualTo(new Ceiling(5, 6, 7, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "50%", "100001"})
  void overhead_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> of(Map.of("overhead", text)))
        .hasMessage("expected --overhead from 1 to 100000, got '" + text + "'")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
  }

  @Test
  void overhead_ofThePolicy_isTheMost() throws Exception {
    assertThat(Budget.of(Map.of(), 5).ceiling().percent()).isEqualTo(5);
    assertThat(Budget.of(Map.of("overhead", "4"), 5).ceiling().percent()).isEqualTo(4);
    assertThatThrownBy(() -> Budget.of(Map.of("overhead", "6"), 5))
        .hasMessage(
            "expected --overhead of at most 5, which is what the target's policy allows, got 6")
        .extracting("id")
        .isEqualTo("SONDE-POLICY");
  }

  @Test
  void of_nothing_isAHundredCallsAndAMinute() throws Exception {
    assertThat(of(Map.of())).isEqualTo(new Budget(100, Duration.ofMinutes(1), DEFAULT));
  }

  @Test
  void of_eachUnit() throws Exception {
    assertThat(of(Map.of("limit", "7", "for", "500ms")))
        .isEqualTo(new Budget(7, Duration.ofMillis(500), DEFAULT));
    assertThat(of(Map.of("for", "5m")).time()).isEqualTo(Duration.ofMinutes(5));
    assertThat(of(Map.of("for", "2h")).time()).isEqualTo(Duration.ofHours(2));
    assertThat(of(Map.of("for", "3s")).time()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "ten", "10000000000000000000"})
  void limit_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> of(Map.of("limit", text)))
        .hasMessage(
            "expected a limit of at least 1 call, got '"
                + text
                + "': give a number, as in -n 100, or unlimited")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "60", "1d", "-1s", "99999999999s"})
  void time_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> of(Map.of("for", text)))
        .hasMessage("expected a time as 500ms, 60s, 5m or 2h, got '" + text + "'")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
  }

  /** A method that the JIT compiler takes apart is counted a billion times a second and more. */
  @Test
  void events_thatTooHotAdvises_areTaken() throws Exception {
    long advised = Heat.roomFor(9_000_000_000L);
    assertThat(of(Map.of("max-events", Long.toString(advised))).ceiling().events())
        .isEqualTo(advised);
  }
}
