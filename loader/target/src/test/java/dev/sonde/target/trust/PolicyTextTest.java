package dev.sonde.target.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTextTest {
  private static final String ROOT = "ab".repeat(32);

  static Policy read(String json) {
    return PolicyText.read("/p", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void policy_thatSaysNothing_isAsNone_butHidesAndNamesItself() {
    assertThat(read("{\"version\":1}").toString())
        .isEqualTo(
            Policy.NONE.toString().replace("file=", "file=/p").replace("reveal=null", "reveal=[]"));
  }

  @Test
  void policy_thatSaysAll_isRead() {
    String text =
        """
        {"version":1, "repositories":["ROOT"], "plugins":["sonde/tracer-full@1.4.0","sha256:ROOT","acme/x"],
         "capabilities":["observe"], "sessions":{"max":2,"maxDuration":"90s"}, "overhead":5,
         "reason":"required", "reveal":["iban"], "offline":false, "audit":"/var/log/sonde/audit.jsonl"}
        """
            .replace("ROOT", ROOT);
    Policy policy = read(text);
    assertThat(policy.repositories()).containsExactly(ROOT);
    assertThat(policy.plugins()).hasSize(3);
    assertThat(policy.capabilities()).containsExactly("observe");
    assertThat(policy.most()).isEqualTo(2);
    assertThat(policy.longest()).isEqualTo(Duration.ofSeconds(90));
    assertThat(policy.overhead()).isEqualTo(5);
    assertThat(policy.reason()).isTrue();
    assertThat(policy.reveal()).containsExactly("iban");
    assertThat(policy.offline()).isFalse();
    assertThat(policy.audit()).isEqualTo("/var/log/sonde/audit.jsonl");
  }

  @Test
  void reveal_true_isAny() {
    assertThat(read("{\"version\":1,\"reveal\":true}").reveal()).isNull();
    assertThat(read("{\"version\":1,\"reveal\":false}").reveal()).isEmpty();
  }

  @Test
  void caps_areReadInTheirUnits() {
    assertThat(longest("1s")).isEqualTo(Duration.ofSeconds(1));
    assertThat(longest("90m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(longest("8h")).isEqualTo(Duration.ofHours(8));
    assertThat(read("{\"version\":1,\"sessions\":{\"max\":0}}").longest()).hasHours(1);
    assertThat(read("{\"version\":1,\"sessions\":{\"max\":0}}").most()).isZero();
    assertThat(read("{\"version\":1,\"overhead\":99999999999}").overhead())
        .isEqualTo(Policy.ANY_OVERHEAD);
  }

  private static Duration longest(String text) {
    return read("{\"version\":1,\"sessions\":{\"maxDuration\":\"" + text + "\"}}").longest();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|expected an object at the top but found []",
        "{}|expected an integer of at least 1 at version but found nothing",
        "{\"version\":2}|expected 1 at version but found 2",
        "{\"version\":1,\"capabilites\":[]}|but found \"capabilites\"",
        "{\"version\":1,\"sessions\":{\"min\":1}}|expected one of the keys [max, maxDuration] but found \"sessions.min\"",
        "{\"version\":1,\"version\":1}|duplicate key \"version\" at character 13",
        "{\"version\":1} x|expected nothing after the end",
        "{\"version\":1,\"capabilities\":\"observe\"}|expected an array at capabilities but found \"observe\"",
        "{\"version\":1,\"capabilities\":[\"look\"]}|at capabilities but found [\"look\"]",
        "{\"version\":1,\"plugins\":[\"tracer-full\"]}|expected owner/name, owner/name@version or sha256:64 hex digits at plugins",
        "{\"version\":1,\"plugins\":[\"sha256:ab\"]}|at plugins",
        "{\"version\":1,\"repositories\":[\"AB\"]}|expected SHA-256 in 64 lower-case hex digits at repositories",
        "{\"version\":1,\"sessions\":{\"max\":-1}}|expected an integer of at least 0 at sessions.max",
        "{\"version\":1,\"sessions\":{\"maxDuration\":\"1d\"}}|expected a time as 90s, 30m or 8h at sessions.maxDuration",
        "{\"version\":1,\"sessions\":{\"maxDuration\":\"0s\"}}|at sessions.maxDuration",
        "{\"version\":1,\"overhead\":0}|expected an integer of at least 1 at overhead",
        "{\"version\":1,\"overhead\":0.5}|expected an integer",
        "{\"version\":1,\"reason\":true}|expected a string at reason",
        "{\"version\":1,\"reason\":\"optional\"}|expected \"required\" at reason",
        "{\"version\":1,\"offline\":\"no\"}|expected true or false at offline",
        "{\"version\":1,\"reveal\":\"all\"}|expected an array at reveal",
        "{\"version\":1,\"audit\":\"log\"}|expected an absolute path at audit"
      })
  void policy_thatIsNotUnderstood_isRefused(String text, String said) {
    assertThatThrownBy(() -> read(text)).hasMessageContaining(said);
  }

  @Test
  void sessions_withoutATime_lastAsLongAsUsual() {
    assertThat(read("{\"version\":1,\"sessions\":{\"max\":3}}").longest())
        .isEqualTo(Policy.USUAL_LENGTH);
  }
}
