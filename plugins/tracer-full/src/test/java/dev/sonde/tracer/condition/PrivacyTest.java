package dev.sonde.tracer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Desk;
import dev.sonde.tracer.words.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparing a value tells it: what is not shown cannot be asked for either. */
final class PrivacyTest {
  private static final Privacy REDACTED = new Privacy(true, name -> false);
  private static final Privacy BLIND = new Privacy(false, name -> false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password == 'hunter2'",
        "password.length() > 3",
        "user == 'ada' and not (password startsWith 'a')",
        "args[1] == 'x'",
        "headers['authorization'] contains 'Basic'",
        "headers[password] == null",
        "who.apiToken == 'x'",
        "who.getApiToken() == 'x'",
        "any(headers.values(), it == password)",
        "who.passKeys.length > 3",
      })
  void redacted_cannotBeCompared(String source) throws Exception {
    assertThatThrownBy(() -> login(source, REDACTED))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(
            " is redacted: it can be compared with null only, or after --reveal ");
    assertThat(login(source, new Privacy(true, name -> true))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password == null or headers['authorization'] != null",
        "who.apiToken == null and user startsWith 'a'",
      })
  void redacted_mayBeNull(String source) throws Exception {
    assertThat(login(source, REDACTED)).isNotNull();
  }

  /** As they are shown in events: a name that begins with pass hides characters only. */
  @ParameterizedTest
  @ValueSource(strings = {"who.passenger == 'ada'", "who.passKeys == null"})
  void shown_mayBeCompared(String source) throws Exception {
    assertThat(login(source, REDACTED)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user == 'ada'",
        "who.level > 3",
        "headers['x'] == null",
        "returned",
        "any(headers.values(), it == null)",
        "thread == 'main'",
        "duration > 1s and thrown.message contains 'x'",
        "user instanceof String and user.isEmpty()",
      })
  void withoutValues_nothingIsTold(String source) {
    assertThatThrownBy(() -> login(source, BLIND))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("withholds capture-values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user == null or who.address.city == null",
        "duration > 10ms and not (thrown causedBy java.io.IOException)",
        "who instanceof com.acme.Desk.Vip and password == null and thrown != null",
      })
  void withoutValues_classesNullAndTimes(String source) throws Exception {
    assertThat(login(source, BLIND)).isNotNull();
  }

  private static Fitted login(String source, Privacy privacy) throws Exception {
    Condition condition = Condition.parse(source, false, privacy);
    return Trial.of(Desk.class, "login", condition, ConditionTest.LOADED).fitted();
  }
}
