package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.acme.Desk;
import com.acme.Shapes;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Probe;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole probes with a condition, in woven classes. */
final class JudgedCallTest {
  @Test
  void entry_false_noRecordAndCounted() throws Exception {
    try (Rig rig = rig("n == 3", Shapes.class, "recurse")) {
      assertThat(call(rig, Shapes.class, "recurse", 5)).isEqualTo(5);
      assertThat(rig.events.records).hasSize(1);
      assertThat(argument(rig, 0)).isEqualTo(3L);
      assertThat(rig.only()).containsEntry("argsAt", "entry").containsEntry("depth", 0L);
      assertThat(rig.counts().seen()).isEqualTo(6);
      assertThat(rig.counts().judged().no()).isEqualTo(5);
      assertThat(rig.counts().matched()).isEqualTo(1);
      assertThat(rig.counts().open()).isZero();
      assertThat(rig.failures).isEmpty();
    }
  }

  /**
   * One in 1,024 is decided again and again, to be timed, unless its thread lost the processor just
   * then: a call is counted once all the same.
   */
  @Test
  void entry_falseManyTimes_isTimedInRowsThatCountNothing() throws Exception {
    try (Rig rig = rig("n == -3", Shapes.class, "recurse")) {
      int calls = 0;
      while (decidedAgain(rig) == 0 && calls < 300_000) {
        for (int i = 0; i < 3_000; i++) call(rig, Shapes.class, "recurse", 0);
        calls += 3_000;
      }
      assertThat(rig.counts().seen()).isEqualTo(calls);
      assertThat(rig.counts().judged().no()).isEqualTo(calls);
      assertThat(rig.counts().spentNanos())
          .as("0 where it costs no more than the clock")
          .isNotNegative();
      assertThat(decidedAgain(rig)).isPositive();
      assertThat(rig.failures).isEmpty();
    }
  }

  private static long decidedAgain(Rig rig) {
    Probe any =
        new Probe(rig.recorder, "", "", false) {
          @Override
          public Token token() {
            return Token.RECORD;
          }

          @Override
          public void linked(long thread, long began) {}
        };
    return Arrays.stream(any.passedAgain()).sum();
  }

  @Test
  void entry_nullArgument_theCallThatThrows() throws Exception {
    try (Rig rig = rig("customer == null", Desk.class, "price(Order,..)")) {
      Class<?> customers = rig.copy(Desk.Customer.class);
      Object order = rig.copy(Desk.Order.class).getConstructor().newInstance();
      Object customer = customers.getDeclaredConstructors()[0].newInstance("a@b", null, 1);
      assertThat(call(rig, Desk.class, "price", order, customer)).isEqualTo(1.0);
      assertThat(catchThrowable(() -> call(rig, Desk.class, "price", order, null)))
          .isInstanceOf(NullPointerException.class);
      assertThat(rig.only()).containsEntry("outcome", "threw");
      assertThat(rig.counts().judged().no()).isEqualTo(1);
    }
  }

  @Test
  void entry_privateFieldsOfItsOwnAndOfOthers() throws Exception {
    try (Rig rig = rig("state == OPEN and count == 3 and mode == 'fast'", Desk.class, "find")) {
      call(rig, Desk.class, "find", "x");
      assertThat(rig.events.records).hasSize(1);
    }
  }

  @Test
  void exit_duration_argumentsAsTheyAreThen() throws Exception {
    try (Rig rig = rig("duration >= 0ns and more == 7", Desk.class, "add")) {
      call(rig, Desk.class, "add", new ArrayList<>(), 7L);
      call(rig, Desk.class, "add", new ArrayList<>(), 8L);
      assertThat(rig.only()).containsEntry("argsAt", "exit");
      assertThat(argument(rig, 0)).isEqualTo(List.of("added"));
      assertThat(argument(rig, 1)).isEqualTo(7L);
      assertThat(rig.counts().judged().no()).isEqualTo(1);
    }
  }

  @Test
  void exit_captureAtEntry_argumentsAsTheyWere() throws Exception {
    Judging early = new Judging(Condition.parse("duration >= 0ns", false), true);
    try (Rig rig = new Rig(early, true, Desk.class, "add")) {
      call(rig, Desk.class, "add", new ArrayList<>(), 7L);
      assertThat(rig.only()).containsEntry("argsAt", "entry");
      assertThat(argument(rig, 0)).isEqualTo(List.of());
    }
  }

  @Test
  void exit_false_callsAreClosedAndCountedExactly() throws Exception {
    try (Rig rig = rig("duration > 1h or n < 0", Shapes.class, "recurse")) {
      call(rig, Shapes.class, "recurse", 9);
      assertThat(rig.events.records).isEmpty();
      assertThat(rig.counts().seen()).isEqualTo(10);
      assertThat(rig.counts().judged().no()).isEqualTo(10);
      assertThat(rig.counts().open()).isZero();
      assertThat(rig.failures).isEmpty();
    }
  }

  @Test
  void exit_result_speaksOfCallsThatReturnedOnly() throws Exception {
    assertThat(found("returned == null")).containsExactly("returned:");
    assertThat(found("not (returned startsWith 'x')")).containsExactly("returned:", "threw:null");
    assertThat(found("returned startsWith 'x3'")).containsExactly("returned:x");
    assertThat(found("returned.length() > 2 or thrown != null"))
        .containsExactly("returned:x", "threw:null");
    assertThat(found("thrown == null")).containsExactly("returned:x", "returned:");
  }

  @Test
  void exit_exception_itsCausesAndMessages() throws Exception {
    for (String condition :
        List.of(
            "thrown causedBy java.io.IOException",
            "thrown causedBy IOException and thrown instanceof IllegalStateException",
            "thrown.message == 'outer' and thrown.getCause().message == 'inner'",
            "thrown.cause(java.io.IOException).message endsWith 'ner'"))
      assertThat(found(condition)).as(condition).containsExactly("threw:null");
    assertThat(found("thrown causedBy java.net.SocketTimeoutException")).isEmpty();
  }

  @Test
  void exit_allPrimitives_fromTheHeldCall() throws Exception {
    String all =
        "a == 1 and b == 2.5 and c == 0.5 and d and e == 'c' and f == -1 and g == 7 and h == null"
            + " and i[1] == 2";
    try (Rig rig =
        rig("(" + all + ") == (duration >= 0ns) and returned == 112", Shapes.class, "wide")) {
      Object[] values = {1L, 2.5, 0.5f, true, 'c', (byte) -1, (short) 7, null, new int[] {1, 2}};
      call(rig, Shapes.class, "wide", values);
      assertThat(rig.only().get("args"))
          .asInstanceOf(LIST)
          .extracting("value")
          .containsExactly(1L, 2.5, 0.5, true, "c", -1L, 7L, null, List.of(1L, 2L));
    }
  }

  @Test
  void exit_constructor_itsOwnFieldsAreSet() throws Exception {
    try (Rig rig = rig("this.size == 4 and duration >= 0ns", Desk.Made.class, "new")) {
      for (int size = 3; size < 6; size++)
        rig.copy(Desk.Made.class).getConstructor(int.class).newInstance(size);
      assertThat(argument(rig, 0)).isEqualTo(4L);
    }
  }

  @Test
  void undecided_isFalseAndCountedWithTheFirstReason() throws Exception {
    for (String condition : List.of("10 / n == 1", "10 / n == 1 and duration >= 0ns"))
      try (Rig rig = rig(condition, Shapes.class, "recurse")) {
        assertThat(call(rig, Shapes.class, "recurse", 10)).isEqualTo(10);
        assertThat(rig.events.records).hasSize(5);
        assertThat(rig.counts().judged().undecided()).isEqualTo(1);
        assertThat(rig.counts().judged().reason()).isEqualTo("ArithmeticException: / by zero");
        assertThat(rig.counts().seen()).isEqualTo(11);
        assertThat(rig.counts().judged().no()).isEqualTo(5);
        assertThat(rig.failures).as("the probe is still on").isEmpty();
      }
  }

  @Test
  void undecided_atExit_isClosed() throws Exception {
    try (Rig rig = rig("n / (duration - duration) == 1 or 1 / n == 7", Shapes.class, "recurse")) {
      call(rig, Shapes.class, "recurse", 0);
      assertThat(rig.counts().open()).isZero();
    } catch (dev.sonde.tracer.words.Fault times) {
      assertThat(times).hasMessageContaining("expected a number, got a time");
    }
    try (Rig rig = rig("1 / n == 7 or duration > 1h", Shapes.class, "recurse")) {
      call(rig, Shapes.class, "recurse", 0);
      assertThat(rig.counts().judged().undecided()).isEqualTo(1);
      assertThat(rig.counts().open()).isZero();
    }
  }

  @Test
  void calls_ofTheTracedMethodItself_areNotJudged() throws Exception {
    Judging calls = new Judging(Condition.parse("this.find('y') != null", true), false);
    try (Rig rig = new Rig(calls, true, Desk.class, "find")) {
      call(rig, Desk.class, "find", "x");
      assertThat(rig.counts().judged().reason()).isNull();
      assertThat(rig.failures).isEmpty();
      assertThat(rig.only()).containsEntry("outcome", "returned");
      assertThat(rig.counts().seen()).isEqualTo(1);
    }
  }

  @Test
  void link_unprepared_makesTheConditionToo() throws Exception {
    Judging judging = new Judging(Condition.parse("state == OPEN and id == 'x'", false), false);
    try (Rig rig = new Rig(judging, false, Desk.class, "find")) {
      call(rig, Desk.class, "find", "x");
      call(rig, Desk.class, "find", "y");
      assertThat(rig.events.records).hasSize(1);
    }
  }

  @Test
  void caller_ofTheCall() throws Exception {
    try (Rig rig =
        rig("caller endsWith '.half' and caller contains 'Shapes'", Shapes.class, "half(int)")) {
      rig.copy(Shapes.class).getMethod("half", Integer.class).invoke(null, 8);
      rig.copy(Shapes.class).getMethod("half", int.class).invoke(null, 8);
      assertThat(rig.events.records).hasSize(1);
    }
  }

  /** A trace refers to classes of the application weakly, also through its condition. */
  @Test
  void condition_holdsNoClassOfTheApplication() throws Exception {
    List<Object> kept = new ArrayList<>();
    WeakReference<ClassLoader> loader = used(kept);
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(loader.get()).as("held by %s", kept).isNull();
  }

  private static WeakReference<ClassLoader> used(List<Object> kept) throws Exception {
    String condition =
        "customer.getAddress().city == 'x' or customer instanceof Vip or order.id == 1 and mode == 'x'";
    try (Rig rig = rig(condition, Desk.class, "price(Order,..)")) {
      rig.copy(Desk.class).getMethod("demo").invoke(null);
      rig.plan.loosen();
      kept.add(rig.plan);
      WeakReference<ClassLoader> loader = new WeakReference<>(rig.copies);
      rig.copies = null;
      return loader;
    }
  }

  /** Calls find with x, an empty text and null, and tells of which there is a record. */
  private static List<String> found(String condition) throws Exception {
    try (Rig rig = rig(condition, Desk.class, "find")) {
      call(rig, Desk.class, "find", "x");
      call(rig, Desk.class, "find", "");
      catchThrowable(() -> call(rig, Desk.class, "find", (Object) null));
      assertThat(rig.counts().seen()).isEqualTo(3);
      assertThat(rig.counts().judged().undecided()).isZero();
      List<String> found = new ArrayList<>();
      for (int i = 0; i < rig.events.records.size(); i++) {
        List<?> args = (List<?>) rig.events.records.get(i).get("args");
        Object id = ((java.util.Map<?, ?>) args.get(0)).get("value");
        found.add(rig.events.records.get(i).get("outcome") + ":" + id);
      }
      return found;
    }
  }

  private static Object argument(Rig rig, int index) {
    List<?> args = (List<?>) rig.only().get("args");
    return ((java.util.Map<?, ?>) args.get(index)).get("value");
  }

  private static Rig rig(String condition, Class<?> type, String pattern) throws Exception {
    return new Rig(new Judging(Condition.parse(condition, false), false), true, type, pattern);
  }

  private static Object call(Rig rig, Class<?> type, String name, Object... args) throws Exception {
    Class<?> copy = rig.copy(type);
    Object self = copy.getDeclaredConstructor().newInstance();
    for (Method each : copy.getDeclaredMethods()) {
      boolean fits = each.getName().equals(name) && each.getParameterCount() == args.length;
      if (!fits) continue;
      try {
        each.setAccessible(true);
        return each.invoke(self, args);
      } catch (InvocationTargetException thrown) {
        if (thrown.getCause() instanceof Exception cause) throw cause;
        throw thrown;
      }
    }
    throw new NoSuchMethodException(name);
  }
}
