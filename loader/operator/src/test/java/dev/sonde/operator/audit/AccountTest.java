package dev.sonde.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Owner;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {
  private final List<Map<String, ? extends @Nullable Object>> lines = new ArrayList<>();
  private final Account account =
      new Account(
          line -> lines.add(new LinkedHashMap<>(line)),
          Clock.systemUTC(),
          new Owner("ada", 7, "INC-1"));

  /** Several commands of a session may be on their way. */
  @Test
  void refusal_namesItsOwnCommand_andNotTheLast() {
    Account.Errand first = account.ran(null, "get", List.of("App.a"), Map.of());
    account.ran(null, "trace", List.of("A::b"), Map.of());
    account.refused(new SondeException(ErrorId.POLICY, "no"), first);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2).get("kind")).isEqualTo("refusal");
    assertThat(lines.get(2).get("command")).isEqualTo("get");
    assertThat(lines.get(2).get("args")).isEqualTo(List.of("App.a"));
    assertThat(lines.get(2).get("result")).isEqualTo("SONDE-POLICY");
  }

  @Test
  void consent_isThatOfTheCommand() {
    account.consenting(List.of("evaluate"));
    account.ran(null, "shell", List.of(), Map.of());
    account.consenting(List.of());
    account.ran(null, "trace", List.of("A::b"), Map.of());
    assertThat(lines.get(0).get("consented")).isEqualTo(List.of("evaluate"));
    assertThat(lines.get(1).get("consented")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T09:40:12.345Z",
        "2026-11-21T09:40:12Z",
        "2026-11-21T09:40:00Z",
        "2026-11-21T00:00:00Z",
        "2026-11-21T00:00:00.001Z",
        "2026-11-21T00:00:00.000001Z",
        "1970-01-01T00:00:00.120Z",
        "1969-12-31T23:59:59.999999999Z",
        "2000-02-29T12:00:01.100Z"
      })
  void time_isWrittenAsTheJdkWrites(String text) {
    assertThat(Account.text(Instant.parse(text)))
        .isEqualTo(text)
        .isEqualTo(Instant.parse(text).toString());
  }
}
