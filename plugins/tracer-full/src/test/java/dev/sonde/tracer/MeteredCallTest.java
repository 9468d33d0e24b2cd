package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Shapes;
import dev.sonde.tracer.condition.Classes;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.select.Choice;
import dev.sonde.tracer.select.Pattern;
import dev.sonde.tracer.select.Selection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole probes that count and time, in woven classes. */
final class MeteredCallTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void calls_recursive_eachIsCounted(boolean prepared) throws Exception {
    try (MeterRig rig = new MeterRig(null, prepared, Shapes.class, "recurse")) {
      assertThat(call(rig, "recurse", 5)).isEqualTo(5);
      assertThat(call(rig, "recurse", 3)).isEqualTo(3);
      assertThat(rig.row())
          .containsEntry("class", "com.acme.Shapes")
          .containsEntry("method", "recurse")
          .containsEntry("descriptor", "(I)I")
          .containsEntry("count", 10L)
          .containsEntry("errors", 0L)
          .containsEntry("open", 0L);
      assertThat(rig.counts().seen()).isEqualTo(10);
      assertThat(rig.failures).isEmpty();
    }
  }

  @Test
  void calls_ofEachShape_keepArgumentsAndResults() throws Exception {
    try (MeterRig rig = new MeterRig(null, true, Shapes.class, "*")) {
      assertThat(
              call(
                  rig, "wide", 1L, 2.5, 0.5f, true, 'c', (byte) -1, (short) 7, null, new int[] {1}))
          .isEqualTo(111.0);
      assertThat(call(rig, "guarded", 4)).isEqualTo(4);
      assertThat(rig.counts().delivered()).isEqualTo(2);
      assertThat(rig.failures).isEmpty();
    }
  }

  /** The stack may end anywhere in what counts, too. */
  @Test
  void stackThatOverflows_hasNoMoreErrorsThanCalls() throws Exception {
    try (MeterRig rig = new MeterRig(null, true, Shapes.class, "recurse")) {
      for (int i = 0; i < 200; i++)
        assertThat(catchThrowable(() -> call(rig, "recurse", 10_000_000))).isNotNull();
      assertThat((long) rig.row().get("errors")).isPositive();
      assertThat((long) rig.row().get("errors")).isLessThanOrEqualTo((long) rig.row().get("count"));
    }
  }

  @Test
  void call_thatThrows_isAnErrorAndTheSameException() throws Exception {
    try (MeterRig rig = new MeterRig(null, true, Shapes.class, "half(Integer)")) {
      Throwable thrown = catchThrowable(() -> call(rig, "half", new Object[] {null}));
      assertThat(thrown).isInstanceOf(NullPointerException.class);
      assertThat(rig.row()).containsEntry("count", 1L).containsEntry("errors", 1L);
    }
  }

  @Test
  void condition_atEntry_countsThoseItMeans() throws Exception {
    try (MeterRig rig = new MeterRig("n == 3", true, Shapes.class, "recurse")) {
      call(rig, "recurse", 5);
      assertThat(rig.row()).containsEntry("count", 1L).containsEntry("open", 0L);
      assertThat(rig.counts().seen()).isEqualTo(6);
      assertThat(rig.counts().judged().no()).isEqualTo(5);
    }
  }

  @Test
  void condition_atExit_countsThoseItMeans() throws Exception {
    try (MeterRig rig =
        new MeterRig("n > 0 and returned == 3 and duration < 1h", true, Shapes.class, "recurse")) {
      call(rig, "recurse", 5);
      call(rig, "recurse", 3);
      assertThat(rig.row()).containsEntry("count", 2L).containsEntry("open", 0L);
      assertThat(rig.counts().judged().no()).isEqualTo(8);
      assertThat(rig.counts().matched()).isEqualTo(2);
      assertThat(rig.failures).isEmpty();
    }
  }

  @Test
  void condition_thatNeedsArgumentsAtTheEnd_isNoneForStats() throws Exception {
    try (MeterRig rig = new MeterRig(null, true, Shapes.class, "recurse")) {
      assertThat(rig.measures.misfit(fitted("n == 3 or duration > 1ms")))
          .contains("stats keeps none until then");
      assertThat(rig.measures.misfit(fitted("n > 3 and duration > 1ms"))).isNull();
    }
  }

  @Test
  void killed_callsAreTheApplicationsOwn() throws Exception {
    MeterRig rig = new MeterRig(null, true, Shapes.class, "recurse");
    call(rig, "recurse", 1);
    rig.close();
    assertThat(call(rig, "recurse", 4)).isEqualTo(4);
    assertThat(rig.row()).containsEntry("count", 2L);
  }

  private static Fitted fitted(String condition) throws Exception {
    Pattern pattern = Pattern.parse(Shapes.class.getName() + "::recurse");
    return Condition.parse(condition, false)
        .fit(
            Shapes.class,
            Selection.matching(
                    Choice.of(List.of(pattern)), new Class<?>[] {Shapes.class}, each -> true)
                .classes()
                .get(0)
                .methods()
                .get(0),
            new Classes(new FakeInstrumentation().get(), each -> true));
  }

  private static Object call(MeterRig rig, String name, Object... args) throws Exception {
    Class<?> type = rig.copies.loadClass(Shapes.class.getName());
    for (Method each : type.getDeclaredMethods())
      if (each.getName().equals(name)
          && each.getParameterCount() == args.length
          && fits(each, args)) return invoke(type, each, args);
    throw new AssertionError(name);
  }

  private static boolean fits(Method method, Object[] args) {
    for (int i = 0; i < args.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (args[i] == null ? type.isPrimitive() : args[i] instanceof Integer && type == String.class)
        return false;
    }
    return true;
  }

  private static Object invoke(Class<?> type, Method method, Object[] args) throws Exception {
    method.setAccessible(true);
    try {
      return method.invoke(type.getDeclaredConstructor().newInstance(), args);
    } catch (InvocationTargetException thrown) {
      throw (Exception) thrown.getCause();
    }
  }
}
