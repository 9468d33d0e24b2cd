package dev.sonde.target.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a LOAD frame says, and what it may leave out. */
class DescriptionTest {
  private final Map<String, Object> value =
      new HashMap<>(
          Map.of(
              "id", "tracer-full",
              "version", "1.0",
              "sha256", "ab",
              "capabilities", List.of("observe", "instrument"),
              "commands", List.of("trace", "find")));

  private Description read() {
    return Description.of(ValueWriter.encode(value));
  }

  @Test
  void frame_thatSaysAll_isRead() {
    value.put("needs", Map.of("find", "observe"));
    value.put("consented", List.of("evaluate"));
    value.put("operator", "ann");
    value.put("reason", "INC-1");
    value.put("repository", "https://r");
    value.put("root", "cd");
    value.put("development", true);
    value.put("staleDays", 3L);
    value.put("versions", Map.of("timestamp", 4L));
    value.put("audit", "ef");
    assertThat(read())
        .isEqualTo(
            new Description(
                "tracer-full",
                "1.0",
                "ab",
                List.of("observe", "instrument"),
                List.of("trace", "find"),
                Map.of("find", "observe"),
                new Origin(
                    "ann", "INC-1", "https://r", "cd", true, 3, Map.of("timestamp", 4L), "ef"),
                List.of("evaluate")));
  }

  @Test
  void frame_ofAnOlderOperator_saysLess() {
    Description read = read();
    assertThat(read.origin()).isEqualTo(new Origin("", "", "", "", false, 0, Map.of(), ""));
    assertThat(read.needs()).isEmpty();
    assertThat(read.consented()).isEmpty();
    assertThat(read.with(List.of("evaluate")).consented()).containsExactly("evaluate");
  }

  @Test
  void frame_thatSaysSomethingElse_isRefused() {
    refused("id", 1L, "expected a text as 'id', got 1");
    refused("commands", "trace", "expected a list of texts as 'commands', got trace");
    refused("commands", List.of(1L), "expected a list of texts as 'commands', got [1]");
    refused("needs", "x", "expected a map as 'needs', got x");
    refused("needs", Map.of("find", 1L), "expected class java.lang.String in 'needs', got 1");
    refused("development", "yes", "expected class java.lang.Boolean as 'development', got yes");
  }

  private void refused(String key, Object odd, String message) {
    Object before = value.put(key, odd);
    assertThatThrownBy(this::read).isInstanceOf(WireException.class).hasMessage(message);
    value.put(key, before);
    if (before == null) value.remove(key);
  }

  @Test
  void command_needsWhatIsListed_orAllThatThePluginHas_orToObserve() {
    value.put("needs", Map.of("find", "observe"));
    assertThat(read().neededBy("find")).containsExactly("observe");
    assertThat(read().neededBy("trace")).containsExactly("observe", "instrument");
    assertThat(read().neededBy(null)).containsExactly("observe", "instrument");
    value.put("capabilities", List.of());
    assertThat(read().neededBy("trace")).containsExactly("observe");
  }

  @Test
  void id_withoutAnOwner_isSondes() {
    assertThat(read().fullId()).isEqualTo("sonde/tracer-full");
    value.put("id", "acme/heap");
    assertThat(read().fullId()).isEqualTo("acme/heap");
  }

  @Test
  void errand_isAuditedWithoutTheValuesOfItsOptions() {
    Errand errand =
        new Errand(
            "trace",
            List.of("a.B::c"),
            Map.of("reveal", " iban,, name "),
            List.of("evaluate"),
            "ef");
    assertThat(errand.revealed()).containsExactly("iban", "name");
    assertThat(errand.toMap())
        .isEqualTo(
            Map.of(
                "command", "trace",
                "args", List.of("a.B::c"),
                "options", List.of("reveal"),
                "reveal", List.of("iban", "name"),
                "consented", List.of("evaluate"),
                "operatorAudit", "ef"));
    assertThat(new Errand("find", List.of(), Map.of(), List.of(), "").toMap())
        .containsOnlyKeys("command", "args", "options");
  }
}
