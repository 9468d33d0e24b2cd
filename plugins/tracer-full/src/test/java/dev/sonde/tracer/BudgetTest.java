package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetTest {
  @Test
  void of_nothing_isAHundredCallsAndAMinute() throws Exception {
    assertThat(Budget.of(Map.of())).isEqualTo(new Budget(100, Duration.ofMinutes(1)));
  }

  @Test
  void of_eachUnit() throws Exception {
    assertThat(Budget.of(Map.of("limit", "7", "for", "500ms")))
        .isEqualTo(new Budget(7, Duration.ofMillis(500)));
    assertThat(Budget.of(Map.of("for", "5m")).time()).isEqualTo(Duration.ofMinutes(5));
    assertThat(Budget.of(Map.of("for", "2h")).time()).isEqualTo(Duration.ofHours(2));
    assertThat(Budget.of(Map.of("for", "3s")).time()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "ten", "10000000000000000000"})
  void limit_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> Budget.of(Map.of("limit", text)))
        .hasMessage(
            "expected a limit of at least 1 call, got '" + text + "': give a number, as in -n 100")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "60", "1d", "-1s", "99999999999s"})
  void time_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> Budget.of(Map.of("for", text)))
        .hasMessage("expected a time as 500ms, 60s, 5m or 2h, got '" + text + "'")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
  }
}
