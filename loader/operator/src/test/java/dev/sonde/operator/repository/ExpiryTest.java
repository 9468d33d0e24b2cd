package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.repository.tuf.Standing;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {
  private static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");

  private static Expiry expiry(String role, long seconds) {
    Standing standing = new Standing(12, NOW.plusSeconds(seconds));
    return Expiry.of(Map.of(role, standing), NOW).get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "518400  | timestamp 12 expires in 6 days, 2030-05-07T12:00:00Z",
        "518399  | timestamp 12 expires in 5 days, 2030-05-07T11:59:59Z",
        "86400   | timestamp 12 expires in 1 day, 2030-05-02T12:00:00Z",
        "1       | timestamp 12 expires in 0 days, 2030-05-01T12:00:01Z",
        "0       | timestamp 12 expired 1 day ago, 2030-05-01T12:00:00Z",
        "-1      | timestamp 12 expired 1 day ago, 2030-05-01T11:59:59Z",
        "-86400  | timestamp 12 expired 1 day ago, 2030-04-30T12:00:00Z",
        "-86401  | timestamp 12 expired 2 days ago, 2030-04-30T11:59:59Z",
      })
  void text_saysDaysLeftOrBegunDaysPast(long seconds, String text) {
    assertThat(expiry("timestamp", seconds)).hasToString(text);
    assertThat(expiry("timestamp", seconds).isPast()).isEqualTo(seconds <= 0);
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp, 259200, true",
    "timestamp, 259201, false",
    "snapshot, 259201, false",
    "root, 1209600, true",
    "targets, 1209601, false",
    "root, 1, true",
    "root, 0, false"
  })
  void role_isNear14DaysBefore_orThreeWhereATimerRenewsIt(String role, long seconds, boolean near) {
    assertThat(expiry(role, seconds).isNear()).isEqualTo(near);
  }

  @Test
  void all_areSortedByTheirDates() {
    assertThat(
            Expiry.of(
                Map.of(
                    "root", new Standing(1, NOW.plusSeconds(2)),
                    "targets", new Standing(2, NOW.plusSeconds(1)),
                    "plugins", new Standing(3, NOW.plusSeconds(3))),
                NOW))
        .extracting(Expiry::role)
        .containsExactly("targets", "root", "plugins");
  }
}
