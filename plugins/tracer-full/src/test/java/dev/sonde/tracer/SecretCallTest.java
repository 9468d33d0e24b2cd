package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Account;
import dev.sonde.tracer.capture.Revealed;
import dev.sonde.tracer.capture.Snapshot;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a call's secrets reaches a record. */
final class SecretCallTest {
  private static final Snapshot ALL = new Snapshot(type -> true, () -> 0);

  @Test
  void setter_hidesItsArgument_getterItsResult() throws Exception {
    assertThat(values(ALL, "setPassword", "hunter2")).containsExactly(marked("password"));
    assertThat(result(ALL, "getPassword")).isEqualTo(marked("password"));
  }

  @Test
  void primitives_areHiddenByName_butCountsAndTruthsAreNot() throws Exception {
    assertThat(values(ALL, "countTokens", 7, true, 123L, 'x', 0.5))
        .containsExactly(7L, true, marked("ssn"), marked("pwd"), marked("token"));
    assertThat(result(ALL, "countTokens", 7, true, 123L, 'x', 0.5)).isEqualTo(7L);
  }

  @Test
  void result_ofAFind_isNotWhatItIsFoundBy() throws Exception {
    assertThat(values(ALL, "findByToken", "t")).containsExactly(marked("token"));
    assertThat(result(ALL, "findByToken", "t")).isEqualTo("found");
  }

  @Test
  void value_isHiddenByTheNameBeside() throws Exception {
    assertThat(values(ALL, "setHeader", "Set-Cookie", "x"))
        .containsExactly("Set-Cookie", marked("cookie"));
    assertThat(values(ALL, "setHeader", "Accept", "x")).containsExactly("Accept", "x");
    Snapshot revealing = ALL.revealing(new Revealed(List.of("set_cookie")));
    assertThat(values(revealing, "setHeader", "Set-Cookie", "x"))
        .containsExactly("Set-Cookie", "x");
  }

  @Test
  void number_ofACard_isHidden() throws Exception {
    Map<String, String> card = Map.of("@redacted", "value~card");
    assertThat(values(ALL, "pay", 4111111111111111L)).containsExactly(card);
    assertThat(result(ALL, "pay", 4111111111111111L)).isEqualTo(card);
  }

  @Test
  void revealed_names_areShownExactly() throws Exception {
    Snapshot revealing = ALL.revealing(new Revealed(List.of("ssn", "set_password", "PASSWORD")));
    assertThat(values(revealing, "countTokens", 7, true, 123L, 'x', 0.5))
        .containsExactly(7L, true, 123L, marked("pwd"), marked("token"));
    assertThat(values(revealing, "setPassword", "hunter2")).containsExactly("hunter2");
    assertThat(result(revealing, "getPassword")).isEqualTo("hunter2");
  }

  /** Not even whether there is a value: all that is told was declared, but for the exception. */
  @Test
  void withoutValues_onlyTypesAreTold() throws Exception {
    Snapshot types = ALL.withoutValues();
    Map<String, Object> call = call(types, "findByToken", "hunter2");
    assertThat(call.get("args")).isEqualTo(List.of(Map.of("name", "token", "type", "String")));
    assertThat(call.get("result")).isEqualTo(Map.of("type", "?"));
    assertThat(call.get("thread").toString()).doesNotContain("name");
    assertThat(call(types, "findByToken", (Object) null).get("args")).isEqualTo(call.get("args"));
    assertThat(call(types, "countTokens", 7, true, 123L, 'x', 0.5).toString())
        .doesNotContain("value", "=123");
    assertThat(call(types, "refuse", "DE02").get("thrown"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("type", "java.lang.IllegalArgumentException")
        .containsOnlyKeys("type", "at");
  }

  @Test
  void thread_nameWithASecret_isSearched() throws Exception {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    try {
      thread.setName("GET /?token=hunter2");
      assertThat(call(ALL, "getPassword").get("thread").toString())
          .contains("name=GET /?token=‹redacted:value~token›");
    } finally {
      thread.setName(name);
    }
  }

  private static List<Object> values(Snapshot snapshot, String method, Object... args)
      throws Exception {
    List<?> told = (List<?>) call(snapshot, method, args).get("args");
    return told.stream().<Object>map(each -> ((Map<?, ?>) each).get("value")).toList();
  }

  private static Object result(Snapshot snapshot, String method, Object... args) throws Exception {
    return ((Map<?, ?>) call(snapshot, method, args).get("result")).get("value");
  }

  private static Map<String, Object> call(Snapshot snapshot, String name, Object... args)
      throws Exception {
    try (Rig rig = new Rig(snapshot, Account.class, name)) {
      Class<?> copy = rig.copy(Account.class);
      Object account = copy.getConstructor().newInstance();
      for (Method method : copy.getMethods())
        if (method.getName().equals(name)) catchThrowable(() -> method.invoke(account, args));
      assertThat(rig.failures).isEmpty();
      return rig.only();
    }
  }

  private static Map<String, String> marked(String word) {
    return Map.of("@redacted", "name~" + word);
  }
}
