package dev.sonde.target.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy against request: the verdict, and the words of a refusal. */
class PoliciesTest {
  private static final String ROOT = "ab".repeat(32);
  private static final String JAR = "cd".repeat(32);

  /** A tracer as released; {@code origin} holds what differs. */
  static Description tracer(String... origin) {
    List<String> is = List.of(origin);
    return new Description(
        "tracer-full",
        "1.0",
        JAR,
        List.of("observe", "instrument", "capture-values"),
        List.of("trace", "find"),
        Map.of("trace", "instrument", "find", "observe"),
        new Origin(
            "ann",
            is.contains("reason") ? "INC-1" : " ",
            "https://r",
            is.contains("other") ? "ef".repeat(32) : ROOT,
            is.contains("development"),
            is.contains("stale") ? 3 : 0,
            versions(is.contains("delegated") ? 60 : 1),
            ""),
        List.of());
  }

  private static Map<String, Long> versions(int roles) {
    Map<String, Long> versions = new LinkedHashMap<>();
    for (int i = 0; i < roles; i++) versions.put(i == 0 ? "timestamp" : "role" + i, 4L);
    return versions;
  }

  private static Description shell(String... consented) {
    return new Description(
        "shell",
        "1.0",
        JAR,
        List.of("evaluate"),
        List.of("shell"),
        Map.of(),
        tracer().origin(),
        List.of(consented));
  }

  static Policies of(String... policies) {
    if (policies.length == 0) return new Policies(List.of(Policy.NONE));
    return new Policies(
        Arrays.stream(policies)
            .map(
                keys ->
                    PolicyTextTest.read(
                        "{\"version\":1," + keys.replace("ROOT", ROOT).replace("JAR", JAR) + "}"))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"repositories\":[\"ROOT\"]|",
        "\"repositories\":[\"ROOT\"]|development",
        "\"repositories\":[\"ROOT\"]|stale",
        "\"plugins\":[\"sonde/tracer-full\"]|",
        "\"plugins\":[\"sonde/tracer-full@1.0\"]|",
        "\"plugins\":[\"sha256:JAR\"]|",
        "\"capabilities\":[\"observe\"]|",
        "\"capabilities\":[\"evaluate\"]|",
        "\"reason\":\"required\"|reason",
        "\"offline\":true|stale",
        "\"offline\":false|"
      })
  void plugin_isAdmitted(String policy, String origin) throws UsageException {
    of(policy).admit(tracer(origin == null ? "" : origin));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"repositories\":[\"ROOT\"]|other|/p, repositories: expected one of the roots [ab",
        "\"repositories\":[]||/p, repositories: expected one of the roots []; got ab",
        "\"reveal\":[]|development|/p, repositories: expected a root of development keys to be named; got ab",
        "\"plugins\":[]||/p, plugins: expected one of []; got sonde/tracer-full@1.0, sha256:cd",
        "\"plugins\":[\"sonde/tracer-full@1.1\"]||/p, plugins: ",
        "\"plugins\":[\"acme/tracer-full\"]||/p, plugins: ",
        "\"plugins\":[\"sha256:ROOT\"]||/p, plugins: ",
        "\"capabilities\":[]||/p, capabilities: expected one of []; got instrument, which command 'trace' of sonde/tracer-full needs",
        "\"capabilities\":[\"change\"]||/p, capabilities: expected one of [change]; got instrument",
        "\"reason\":\"required\"||/p, reason: expected a reason (--reason TEXT); got none",
        "\"offline\":false|stale|/p, offline: expected metadata within its date; got 3 days past it"
      })
  void plugin_isRefused(String policy, String origin, String said) {
    assertThatThrownBy(() -> of(policy).admit(tracer(origin == null ? "" : origin)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(said)
        .extracting("id")
        .isEqualTo("SONDE-POLICY");
  }

  @Test
  void twoPolicies_bothHaveToAllow() {
    assertThatThrownBy(
            () ->
                of("\"capabilities\":[\"observe\",\"instrument\"]", "\"capabilities\":[\"change\"]")
                    .admit(tracer()))
        .hasMessageContaining("expected one of [change]");
    Policies both =
        of(
            "\"capabilities\":[\"observe\",\"instrument\"]",
            "\"capabilities\":[\"observe\",\"capture-values\"]");
    assertThat(both.allow("observe", List.of())).isTrue();
    assertThat(both.allow("instrument", List.of())).isFalse();
    assertThat(both.allow("capture-values", List.of())).isFalse();
  }

  @Test
  void command_isHeldAgainstWhatItNeedsAlone() {
    Policies looking = of("\"capabilities\":[\"observe\"]");
    assertThat(looking.forbids(tracer(), "find", List.of())).isNull();
    assertThat(looking.forbids(tracer(), "trace", List.of()))
        .hasMessage(
            "/p, capabilities: expected one of [observe]; got instrument, which command 'trace' of"
                + " sonde/tracer-full needs");
    assertThat(looking.forbids(tracer(), "unlisted", List.of())).isNotNull();
  }

  @Test
  void withoutAPolicy_developmentAndOldMetadataAreTaken() throws UsageException {
    of().admit(tracer("development", "stale", "other"));
    assertThat(of().allow("capture-values", List.of())).isTrue();
  }

  @Test
  void withoutAPolicy_evaluateNeedsAYes() throws UsageException {
    assertThatThrownBy(() -> of().admit(shell()))
        .hasMessage(
            "this JVM has no policy, and without one: expected [observe, instrument,"
                + " capture-values], or a yes at the operator's terminal; got evaluate, which command"
                + " 'shell' of sonde/shell needs");
    of().admit(shell("evaluate"));
    assertThat(of().allow("change", List.of("change"))).isTrue();
    assertThat(of().allow("evaluate", List.of("change"))).isFalse();
  }

  @Test
  void withAList_aYesDoesNotCount() {
    assertThatThrownBy(() -> of("\"capabilities\":[\"observe\"]").admit(shell("evaluate")))
        .hasMessageContaining("expected one of [observe]; got evaluate");
  }

  @Test
  void name_isRevealedOnlyWhereAPolicyNamesIt() throws UsageException {
    of().reveal(List.of("password"));
    of("\"reveal\":true").reveal(List.of("password"));
    of("\"reveal\":[\"iban\"]").reveal(List.of("iban"));
    assertThatThrownBy(() -> of("\"reveal\":[\"iban\"]").reveal(List.of("iban", "password")))
        .hasMessage("/p, reveal: expected one of [iban]; got password");
    assertThatThrownBy(() -> of("\"offline\":true").reveal(List.of("iban")))
        .hasMessage("/p, reveal: expected one of []; got iban");
  }

  @Test
  void caps_areTheSmallest() throws UsageException {
    Policies two =
        of(
            "\"overhead\":5,\"sessions\":{\"max\":3,\"maxDuration\":\"2h\"}",
            "\"sessions\":{\"max\":2,\"maxDuration\":\"3h\"}");
    two.count(2);
    assertThatThrownBy(() -> two.count(3))
        .hasMessage("/p, sessions.max: expected at most 2 at a time; got 3");
    assertThat(two.overhead()).isEqualTo(5);
    assertThat(two.shortest().overLength())
        .hasMessage(
            "/p, sessions.maxDuration: expected a session of at most 7200 s; got a longer one");
    assertThat(of().shortest().longest()).hasHours(1);
  }

  @Test
  void plugin_isAdmittedWhereOneOfItsCommandsMayRun_orWithNoneByAllThatItHas()
      throws UsageException {
    Description silent =
        new Description(
            "x", "1", JAR, List.of("change"), List.of(), Map.of(), tracer().origin(), List.of());
    assertThatThrownBy(() -> of().admit(silent))
        .hasMessageEndingWith("change, which sonde/x needs");
    of("\"capabilities\":[\"change\"]").admit(silent);
  }

  @Test
  void audits_areEachPlaceOnce() {
    assertThat(
            of("\"audit\":\"/a\"", "\"audit\":\"/b\"", "\"audit\":\"/a\"", "\"reveal\":[]")
                .audits())
        .containsExactly("/a", "/b");
  }
}
