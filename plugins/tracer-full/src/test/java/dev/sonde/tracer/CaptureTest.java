package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.acme.Basket;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.words.Capture;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the record of a call shows on request. */
final class CaptureTest {
  private static final Snapshot ALL = new Snapshot(type -> true, () -> 0);

  @Test
  void entry_showsWhatTheCallHasChanged() throws Exception {
    List<Object> items = new ArrayList<>(List.of("tea"));
    Map<String, Object> call = call("args@entry", ALL, "add", items, 7, new HashMap<>());
    assertThat(call.get("args"))
        .asInstanceOf(LIST)
        .extracting("value")
        .containsExactly(List.of("tea"), 7L, Map.of());
    assertThat(call).containsEntry("argsAt", "entry").doesNotContainKey("this");
    assertThat(call.get("changed"))
        .isEqualTo(List.of(Map.of("name", "items", "after", List.of("tea", 7L))));
  }

  @Test
  void entry_ofACallThatThrows_hasItsChangesToo() throws Exception {
    Map<String, Object> call = call("args@entry", ALL, "refuse", new ArrayList<>(List.of("tea")));
    assertThat(call).containsEntry("outcome", "threw");
    assertThat(call.get("changed")).isEqualTo(List.of(Map.of("name", "items", "after", List.of())));
  }

  @Test
  void object_isShownAsItWasAndWhatItBecame() throws Exception {
    Map<String, Object> call =
        call("this,args@entry", ALL, "add", new ArrayList<>(), 7, new HashMap<>());
    Map<?, ?> object = (Map<?, ?>) call.get("this");
    assertThat(object.get("type")).isEqualTo("com.acme.Basket");
    assertThat(object.get("value")).extracting("total").isEqualTo(1L);
    Map<?, ?> changed = (Map<?, ?>) ((List<?>) call.get("changed")).get(1);
    assertThat(changed.get("name")).isEqualTo("this");
    assertThat(changed.get("after")).extracting("total").isEqualTo(8L);
  }

  @Test
  void object_ofAConstructor_isWhatItHasBecome() throws Exception {
    try (Rig rig = rig("this,args@entry", ALL, "new")) {
      rig.copy(Basket.class).getConstructor().newInstance();
      assertThat(rig.only().get("this")).extracting("value").extracting("total").isEqualTo(1L);
      assertThat(rig.only()).containsEntry("changed", List.of());
    }
  }

  @Test
  void secrets_thatChange_stayHidden() throws Exception {
    Map<String, Object> form = new HashMap<>(Map.of("password", "hunter2"));
    Map<String, Object> call = call("this,args@entry", ALL, "login", form);
    assertThat(call.toString()).doesNotContain("hunter").contains("name~password");
    assertThat(call).containsEntry("changed", List.of());
  }

  @Test
  void withoutValues_notEvenAChangeIsTold() throws Exception {
    Snapshot types = ALL.withoutValues();
    Map<String, Object> call =
        call("this,args@entry", types, "add", new ArrayList<>(), 7, new HashMap<>());
    assertThat(call).doesNotContainKey("changed");
    assertThat(call.get("this")).isEqualTo(Map.of("type", "com.acme.Basket"));
    assertThat(call.toString()).doesNotContain("value");
  }

  @Test
  void parts_takenAway_leaveTheirTypes() throws Exception {
    Map<String, Object> call =
        call("-args,-return,-caller", ALL, "add", new ArrayList<>(), 7, new HashMap<>());
    assertThat(call.toString()).doesNotContain("value");
    assertThat(call).containsEntry("result", Map.of("type", "?")).doesNotContainKey("caller");
    assertThat(call("-thrown", ALL, "refuse", new ArrayList<>()))
        .containsEntry("thrown", Map.of("type", "java.lang.IllegalStateException"));
  }

  @Test
  void stack_beginsWithTheCaller() throws Exception {
    try (Rig rig = new Rig(Asked.of(Map.of("stack", "3")).terms(), ALL, Basket.class, "nested")) {
      rig.copy(Basket.class).getMethod("nested", int.class).invoke(null, 2);
      Map<String, Object> innermost = rig.events.records.get(0);
      assertThat(innermost.get("stack")).asInstanceOf(LIST).hasSize(3);
      assertThat(((List<?>) innermost.get("stack")).get(0)).isEqualTo(innermost.get("caller"));
      assertThat(innermost.get("stack"))
          .asInstanceOf(LIST)
          .extracting("method")
          .startsWith("nested", "nested");
      assertThat(rig.events.records.get(2).get("stack"))
          .asInstanceOf(LIST)
          .first()
          .asInstanceOf(MAP)
          .doesNotContainEntry("method", "nested");
    }
  }

  @Test
  void used_processorAndBytes_whereTheJvmCountsThem() throws Exception {
    Map<String, Object> call = call("cpu,alloc", ALL, "allocate", 1_000_000);
    assertThat((long) call.get("allocatedBytes")).isBetween(1_000_000L, 1_010_000L);
    if (call.containsKey("cpuNanos"))
      assertThat((long) call.get("cpuNanos"))
          .isPositive()
          .isLessThanOrEqualTo((long) call.get("durationNanos"));
    else assertThat(Asked.of(Map.of("capture", "cpu")).notes()).isNotEmpty();
  }

  @Test
  void words_thatAreNone_areRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Capture.of("args,this,cpus", null))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "expected --capture with some of args, args@entry, this, return, thrown, stack,"
                + " caller, cpu, alloc, got 'cpus'");
    assertThatThrownBy(() -> Capture.of(null, "101"))
        .hasMessage("expected --stack with 1 to 100 frames, got '101', as in --stack 10");
    assertThatThrownBy(() -> Capture.of(null, "0")).isInstanceOf(UsageException.class);
  }

  private static Map<String, Object> call(
      String capture, Snapshot snapshot, String name, Object... args) throws Exception {
    try (Rig rig = rig(capture, snapshot, name)) {
      Class<?> copy = rig.copy(Basket.class);
      Object basket = copy.getConstructor().newInstance();
      for (Method method : copy.getMethods())
        if (method.getName().equals(name)) catchThrowable(() -> method.invoke(basket, args));
      assertThat(rig.failures).isEmpty();
      return rig.only();
    }
  }

  private static Rig rig(String capture, Snapshot snapshot, String pattern) throws Exception {
    Asked asked = Asked.of(Map.of("capture", capture));
    return new Rig(asked.terms(), snapshot, Basket.class, pattern);
  }
}
