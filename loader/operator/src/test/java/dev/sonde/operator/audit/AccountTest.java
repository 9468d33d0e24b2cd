package dev.sonde.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Owner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
}
