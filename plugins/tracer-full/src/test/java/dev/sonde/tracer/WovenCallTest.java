package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.acme.Shapes;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.record.Terms;
import dev.sonde.tracer.record.Throttle;
import dev.sonde.tracer.words.Capture;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WovenCallTest {
  @Test
  void call_allPrimitives_argumentsAndResultAsTheyAre() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "wide")) {
      Object result =
          call(rig, "wide", 1L, 2.5, 0.5f, true, 'c', (byte) -1, (short) 7, null, new int[] {1, 2});
      assertThat(result).isEqualTo(112.0);
      assertThat(rig.only().get("args"))
          .asInstanceOf(LIST)
          .extracting("name")
          .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i");
      assertThat(rig.only().get("args"))
          .asInstanceOf(LIST)
          .extracting("value")
          .containsExactly(1L, 2.5, 0.5, true, "c", -1L, 7L, null, List.of(1L, 2L));
      assertThat(rig.only())
          .containsEntry("outcome", "returned")
          .containsEntry("call", 1L)
          .containsEntry("argsAt", "entry");
      assertThat(rig.only().get("result")).isEqualTo(Map.of("type", "?", "value", 112.0));
    }
  }

  @Test
  void call_withoutItsCaller_tellsTheSameEachTime() throws Exception {
    Terms terms = new Terms(Capture.of("-caller", null), null, null, Throttle.NONE);
    try (Rig rig = new Rig(new Judging(null, false), terms, 100, Shapes.class, "*")) {
      for (int i = 0; i < 3; i++) {
        call(rig, "wide", 1L, 2.5, 0.5f, true, 'c', (byte) -1, (short) 7, null, new int[] {1, 2});
        call(rig, "find", "order-42");
        call(rig, "find", 1 << 30);
        assertThat(catchThrowable(() -> call(rig, "fail"))).isNotNull();
      }
      int each = rig.events.records.size() / 3;
      assertThat(each).isEqualTo(4);
      for (Map<String, Object> record : rig.events.records)
        record.keySet().removeAll(List.of("call", "at", "startNanos", "durationNanos"));
      for (int i = each; i < 3 * each; i++)
        assertThat(rig.events.records.get(i)).isEqualTo(rig.events.records.get(i - each));
      assertThat(rig.failures).isEmpty();
    }
  }

  @Test
  void call_keysInTheOrderOfTheContract() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "guarded")) {
      call(rig, "guarded", 4);
      assertThat(rig.only().keySet())
          .containsExactly(
              "v",
              "kind",
              "trace",
              "call",
              "class",
              "method",
              "descriptor",
              "thread",
              "at",
              "startNanos",
              "durationNanos",
              "depth",
              "args",
              "argsAt",
              "outcome",
              "result",
              "caller");
      assertThat(rig.only().get("thread"))
          .isEqualTo(
              Map.of(
                  "id",
                  Thread.currentThread().getId(),
                  "name",
                  Thread.currentThread().getName(),
                  "virtual",
                  false));
    }
  }

  @Test
  void call_private_isSeenAndItsCallerNamed() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "secret")) {
      assertThat(call(rig, "login", "abc")).isEqualTo("got 3");
      assertThat(rig.only().get("args"))
          .asInstanceOf(LIST)
          .extracting("value")
          .containsExactly(Map.of("@redacted", "name~password"));
      assertThat(rig.only().get("caller")).asInstanceOf(MAP).containsEntry("method", "login");
    }
  }

  @Test
  void call_overloaded_onlyTheOneMeant() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "find(String)")) {
      call(rig, "find", 3);
      call(rig, "find", "x");
      assertThat(rig.only()).containsEntry("descriptor", "(Ljava/lang/String;)Ljava/lang/String;");
    }
  }

  @Test
  void call_thatThrows_theSameObjectReachesTheCaller() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "fail", "locked", "loop")) {
      Object same = rig.copy(Shapes.class).getField("SAME").get(null);
      assertThat(catchThrowable(() -> call(rig, "fail"))).isSameAs(same);
      Object lock = new Object();
      assertThat(catchThrowable(() -> call(rig, "locked", lock, 2))).hasMessage("locked");
      assertThat(Thread.holdsLock(lock)).isFalse();
      assertThat(catchThrowable(() -> call(rig, "loop", 0))).hasMessage("zero");
      assertThat(call(rig, "loop", 3)).isEqualTo(11);
      assertThat(rig.events.records)
          .extracting("outcome")
          .containsExactly("threw", "threw", "threw", "returned");
      assertThat(rig.events.records.get(0).get("thrown")).extracting("message").isEqualTo("same");
    }
  }

  @Test
  void constructor_afterTheOtherConstructor() throws Exception {
    try (Rig rig = new Rig(10, Shapes.Built.class, "new")) {
      assertThat(size(construct(rig, Shapes.Built.class, String.class, "abcd"))).isEqualTo(4);
      assertThat(catchThrowable(() -> construct(rig, Shapes.Built.class, int.class, -1)))
          .hasMessage("size -1");
      assertThat(rig.events.records)
          .extracting("descriptor")
          .containsExactly("(I)V", "(Ljava/lang/String;)V", "(I)V");
      assertThat(rig.events.records)
          .extracting("outcome")
          .containsExactly("returned", "returned", "threw");
      assertThat(rig.events.records).extracting("depth").containsExactly(0L, 0L, 0L);
    }
  }

  @Test
  void record_constructorAndMethod() throws Exception {
    try (Rig rig = new Rig(10, Shapes.Point.class, "new", "sum")) {
      Class<?> point = rig.copy(Shapes.Point.class);
      Constructor<?> constructor = point.getDeclaredConstructor(int.class, long.class);
      Object made = constructor.newInstance(1, 2L);
      Method sum = point.getDeclaredMethod("sum", long.class);
      sum.setAccessible(true);
      assertThat(sum.invoke(made, 3L)).isEqualTo(6L);
      assertThat(catchThrowable(() -> constructor.newInstance(13, 2L))).cause().hasMessage("13");
      assertThat(rig.events.records)
          .extracting("method")
          .containsExactly("<init>", "sum", "<init>");
    }
  }

  @Test
  void interface_defaultStaticAndPrivate() throws Exception {
    try (Rig rig = new Rig(10, Shapes.Steps.class, "*")) {
      Class<?> steps = rig.copy(Shapes.Steps.class);
      Object built = construct(rig, Shapes.Built.class, int.class, 1);
      assertThat(steps.getMethod("next", int.class).invoke(built, 4)).isEqualTo(5);
      assertThat(steps.getMethod("twice", int.class).invoke(null, 4)).isEqualTo(8);
      assertThat(rig.events.records)
          .extracting("method")
          .containsExactly("hidden", "next", "twice");
    }
  }

  @Test
  void recursion_depthAndOneRecordForEachCall() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      assertThat(call(rig, "recurse", 2)).isEqualTo(2);
      assertThat(rig.events.records).extracting("depth").containsExactly(2L, 1L, 0L);
      assertThat(rig.events.records).extracting("call").containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void depth_frameOfAnOverloadThatIsNotTraced_doesNotCount() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "half(int)")) {
      assertThat(rig.copy(Shapes.class).getMethod("half", Integer.class).invoke(null, 8))
          .isEqualTo(4);
      assertThat(rig.only()).containsEntry("depth", 0L);
    }
  }

  @Test
  void limit_isExactAndTheRestIsLate() throws Exception {
    try (Rig rig = new Rig(2, Shapes.class, "recurse")) {
      assertThat(call(rig, "recurse", 4)).isEqualTo(4);
      call(rig, "recurse", 1);
      assertThat(rig.events.records).hasSize(2);
      assertThat(rig.ends).containsExactly(Reason.LIMIT);
      assertThat(rig.counts().seen()).isEqualTo(5);
      assertThat(rig.counts().late()).isEqualTo(3);
      assertThat(rig.counts().matched()).isEqualTo(5);
    }
  }

  @Test
  void full_countedAsDropped() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      rig.events.full = true;
      call(rig, "recurse", 2);
      assertThat(rig.counts().dropped()).isEqualTo(3);
      assertThat(rig.counts().open()).isZero();
    }
  }

  @Test
  void noRoom_isDroppedWithoutARecord_andTakesNothingOfTheLimit() throws Exception {
    try (Rig rig = new Rig(2, Shapes.class, "recurse")) {
      rig.events.room = () -> false;
      rig.events.onOffer = () -> sneak(new AssertionError("a record was made in vain"));
      assertThat(call(rig, "recurse", 3)).isEqualTo(3);
      assertThat(rig.failures).isEmpty();
      assertThat(rig.ends).isEmpty();
      assertThat(rig.counts().dropped()).isEqualTo(4);
      rig.events.room = () -> true;
      rig.events.onOffer = () -> {};
      call(rig, "recurse", 0);
      assertThat(rig.ends).isEmpty();
      call(rig, "recurse", 0);
      assertThat(rig.ends).containsExactly(Reason.LIMIT);
      assertThat(rig.counts().delivered()).isEqualTo(2);
      assertThat(rig.counts().matched()).isEqualTo(6);
      assertThat(rig.counts().open()).isZero();
    }
  }

  @Test
  void roomThatIsGoneWhenACallEnds_givesItsPermitToTheNext_alsoTheLast() throws Exception {
    try (Rig rig = new Rig(3, Shapes.class, "recurse")) {
      Iterator<Boolean> full = List.of(true, false, true, true, true, false, false).iterator();
      rig.events.onOffer = () -> rig.events.full = full.next();
      for (int i = 0; i < 6; i++) call(rig, "recurse", 0);
      assertThat(rig.ends).isEmpty();
      call(rig, "recurse", 0);
      assertThat(rig.ends).containsExactly(Reason.LIMIT);
      assertThat(rig.counts().delivered()).isEqualTo(3);
      assertThat(rig.counts().dropped()).isEqualTo(4);
      rig.events.onOffer = () -> {};
      call(rig, "recurse", 0);
      assertThat(rig.events.records).hasSize(3);
      assertThat(rig.events.records.stream().map(each -> each.get("call")).distinct()).hasSize(3);
    }
  }

  @Test
  void noRoomAnyMoreWhenTheCallEnds_isDroppedWithoutARecord() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      Iterator<Boolean> room = List.of(true, false).iterator();
      rig.events.room = room::next;
      rig.events.onOffer = () -> sneak(new AssertionError("a record was made in vain"));
      call(rig, "recurse", 0);
      assertThat(rig.failures).isEmpty();
      assertThat(rig.counts().dropped()).isEqualTo(1);
      assertThat(rig.counts().open()).isZero();
    }
  }

  @Test
  void capture_thatThrows_countsSwitchesOffAndNeverReachesTheApplication() throws Exception {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("bug"), new OutOfMemoryError(), new NoClassDefFoundError())) {
      try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
        rig.events.onOffer = () -> sneak(thrown);
        assertThat(call(rig, "recurse", 2)).isEqualTo(2);
        assertThat(rig.failures).containsExactly(thrown, thrown, thrown);
        assertThat(rig.counts().failed()).isEqualTo(3);
        rig.events.onOffer = () -> {};
        call(rig, "recurse", 2);
        assertThat(rig.counts().seen()).as("a probe that failed is off").isEqualTo(3);
      }
    }
  }

  /** Whoever traces a method that overflows the stack wants to see its other calls all the same. */
  @Test
  void capture_atTheEndOfTheStack_losesThatCallAlone() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      rig.events.onOffer = () -> sneak(new StackOverflowError());
      assertThat(call(rig, "recurse", 2)).isEqualTo(2);
      assertThat(rig.failures).isEmpty();
      assertThat(rig.counts().failed()).isEqualTo(3);
      rig.events.onOffer = () -> {};
      call(rig, "recurse", 2);
      assertThat(rig.counts().delivered()).isEqualTo(3);
    }
  }

  @Test
  void capture_alwaysAtTheEndOfTheStack_isSwitchedOffAfterAll() throws Exception {
    try (Rig rig = new Rig(100_000, Shapes.class, "recurse")) {
      rig.events.onOffer = () -> sneak(new StackOverflowError());
      for (int i = 0; i <= 10_000; i++) call(rig, "recurse", 0);
      assertThat(rig.failures).hasSize(1);
      long seen = rig.counts().seen();
      call(rig, "recurse", 0);
      assertThat(rig.counts().seen()).isEqualTo(seen);
    }
  }

  @Test
  void capture_thatCallsTheWovenMethod_isNotTracedItself() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      rig.events.onOffer = () -> call(rig, "recurse", 3);
      call(rig, "recurse", 0);
      assertThat(rig.events.records).hasSize(1);
      assertThat(rig.counts().seen()).isEqualTo(1);
    }
  }

  @Test
  void capture_ofOneTrace_isNotSeenByAnother() throws Exception {
    Guard guard = new Guard();
    try (Rig first = new Rig(true, guard, 10, Shapes.class, "recurse");
        Rig second = new Rig(true, guard, 10, Shapes.class, "find(int)")) {
      first.events.onOffer = () -> call(second, "find", 1);
      call(first, "recurse", 0);
      assertThat(second.counts().seen()).isZero();
      call(second, "find", 1);
      assertThat(second.counts().delivered()).isEqualTo(1);
    }
  }

  @Test
  void link_unprepared_makesAllThatItNeeds() throws Exception {
    try (Rig rig = new Rig(false, new Guard(), 10, Shapes.class, "recurse", "fail")) {
      assertThat(call(rig, "recurse", 1)).isEqualTo(1);
      assertThat(catchThrowable(() -> call(rig, "fail"))).hasMessage("same");
      assertThat(rig.events.records).hasSize(3);
      assertThat(rig.failures).isEmpty();
    }
  }

  @Test
  void kill_sitesDoNothing() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      call(rig, "recurse", 0);
      rig.slot.clear();
      rig.plan.kill();
      assertThat(call(rig, "recurse", 2)).isEqualTo(2);
      assertThat(rig.counts().seen()).isEqualTo(1);
    }
  }

  @Test
  void slot_clearedBeforeLinking_sitesDoNothing() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      rig.slot.clear();
      assertThat(call(rig, "recurse", 2)).isEqualTo(2);
      assertThat(rig.counts().seen()).isZero();
    }
  }

  @Test
  void link_again_theSameSite() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      call(rig, "recurse", 0);
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(rig.copy(Shapes.class), MethodHandles.lookup());
      var plan = rig.plan.plans().get(0).methods().get(0).method();
      String name = Kind.EXIT.siteName(plan.name(), plan.descriptor());
      var type = MethodType.methodType(void.class, int.class, Object.class);
      assertThat(rig.plan.link(lookup, name, type))
          .isNotNull()
          .isSameAs(rig.plan.link(lookup, name, type));
      assertThat(rig.plan.link(lookup, name, type.changeReturnType(int.class)))
          .as("another type")
          .isNull();
      assertThat(rig.plan.link(lookup, "exit$0", type)).as("a method that is not woven").isNull();
      assertThat(rig.plan.link(MethodHandles.lookup(), name, type)).as("another class").isNull();
    }
  }

  @Test
  void token_ofACallThatIsOpenAtTheEnd_isEmptied() throws Exception {
    try (Rig rig = new Rig(10, Shapes.class, "recurse")) {
      call(rig, "recurse", 0);
      MethodHandle enter = enter(rig);
      Object[] token = (Object[]) invoke(enter, 3);
      assertThat(token[0]).isNotNull();
      rig.recorder.stop();
      rig.recorder.sever(0);
      assertThat(token[0]).isNull();
      assertThat(rig.counts().open()).isEqualTo(1);
    }
  }

  private static MethodHandle enter(Rig rig) throws Exception {
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(rig.copy(Shapes.class), MethodHandles.lookup());
    var type = MethodType.methodType(Object.class, int.class);
    return rig.plan.link(lookup, Kind.ENTER.siteName("recurse", "(I)I"), type).dynamicInvoker();
  }

  private static Object invoke(MethodHandle handle, int argument) {
    try {
      return handle.invoke(argument);
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  /**
   * Calls the first method of the copied class that takes these arguments; what it throws is thrown
   * on.
   */
  private static Object call(Rig rig, String name, Object... arguments) {
    try {
      Class<?> copy = rig.copy(Shapes.class);
      Object target = copy.getConstructor().newInstance();
      for (Method method : copy.getMethods())
        if (method.getName().equals(name) && takes(method, arguments))
          return method.invoke(target, arguments);
      throw new AssertionError(name);
    } catch (InvocationTargetException thrown) {
      throw sneak(thrown.getCause());
    } catch (ReflectiveOperationException broken) {
      throw new AssertionError(broken);
    }
  }

  private static boolean takes(Method method, Object... arguments) {
    if (arguments.length != method.getParameterCount()) return false;
    if (arguments.length != 1) return true;
    return method.getParameterTypes()[0].isPrimitive() == arguments[0] instanceof Integer;
  }

  private static Object construct(Rig rig, Class<?> type, Class<?> parameter, Object argument)
      throws Exception {
    try {
      return rig.copy(type).getConstructor(parameter).newInstance(argument);
    } catch (InvocationTargetException thrown) {
      throw sneak(thrown.getCause());
    }
  }

  private static Object size(Object built) throws ReflectiveOperationException {
    return built.getClass().getField("size").get(built);
  }

  @SuppressWarnings("unchecked") // throws any throwable unchecked
  private static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
