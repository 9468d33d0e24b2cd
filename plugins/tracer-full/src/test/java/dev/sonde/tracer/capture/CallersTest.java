package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.api.Encoder;
import dev.sonde.tracer.FakeEvents;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CallersTest {
  private static final String HERE = CallersTest.class.getName();
  private static final String MARK = Mark.class.getName();

  private static final Callers ONE = new Callers(MARK, 1, new FakeEvents());

  /** Stands for the traced method. */
  static final class Mark {
    static List<Encoder> ask(Callers callers) {
      return callers.walker().walk(callers);
    }

    static Place caller() {
      return Callers.caller(MARK);
    }
  }

  @Test
  void caller_isTheFrameBelow() {
    Place caller = Mark.caller();

    assertThat(caller).isNotNull();
    assertThat(caller.className()).isEqualTo(HERE);
    assertThat(caller.method()).isEqualTo("caller_isTheFrameBelow");
    assertThat(caller.line()).isPositive();
  }

  @Test
  void caller_notOnTheStack_isNull() {
    assertThat(Callers.caller("com.acme.Orders")).isNull();
    Callers absent = new Callers("com.acme.Orders", 1, new FakeEvents());
    assertThat(absent.walker().walk(absent)).isEmpty();
  }

  @Test
  void caller_byReflection_isWhoReflects() throws Exception {
    Method ask = Mark.class.getDeclaredMethod("ask", Callers.class);

    assertThat(methods((List<?>) ask.invoke(null, ONE)))
        .containsExactly("caller_byReflection_isWhoReflects");
  }

  @Test
  void callers_fewerThanAsked_atTheBottom() throws Exception {
    Bottom bottom = new Bottom();
    bottom.start();
    bottom.join();

    assertThat(methods(bottom.found)).containsExactly("second", "run");
  }

  @Test
  void callers_noMoreThanAsked() {
    assertThat(methods(Mark.ask(new Callers(MARK, 2, new FakeEvents()))))
        .hasSize(2)
        .first()
        .isEqualTo("callers_noMoreThanAsked");
  }

  @Test
  void place_whereCallsWereMadeBefore_isKnown() {
    assertThat(Callers.handles()).isNotEmpty();
    assertThat(once()).isSameAs(once());
  }

  private static Encoder once() {
    return Mark.ask(ONE).get(0);
  }

  /** The same name, and the same index in the bytecode. */
  @Test
  void overloads_areNotTakenForEachOther() {
    for (int i = 0; i < 3; i++) assertThat(line(site(1))).isEqualTo(line(site("")) - 4);
  }

  private static List<Encoder> site(Integer any) {
    return Mark.ask(ONE);
  }

  private static List<Encoder> site(String any) {
    return Mark.ask(ONE);
  }

  @Test
  void twoPlaces_inOneMethod_areTwoLines() {
    for (int i = 0; i < 3; i++) {
      List<Encoder> first = Mark.ask(ONE);
      List<Encoder> second = Mark.ask(ONE);
      assertThat(line(first)).isEqualTo(line(second) - 1);
    }
  }

  static final class Changed {
    static Encoder once() {
      return Mark.ask(ONE).get(0);
    }
  }

  /** Old frames of its methods look like new ones. */
  @Test
  void classThatWasRedefined_isAskedEachTime() throws Exception {
    assertThat(Changed.once()).isSameAs(Changed.once());
    VarHandle count =
        MethodHandles.privateLookupIn(Class.class, MethodHandles.lookup())
            .findVarHandle(Class.class, "classRedefinedCount", int.class);
    count.setVolatile(Changed.class, 1);

    assertThat(Changed.once()).isNotSameAs(Changed.once());
    assertThat(line(List.of(Changed.once()))).isPositive();
  }

  /** Calls from a class of its own loader. */
  public static final class Guest implements Supplier<Object> {
    private final Supplier<Object> called;

    public Guest(Supplier<Object> called) {
      this.called = called;
    }

    @Override
    public Object get() {
      return called.get();
    }
  }

  @Test
  void caller_whoseLoaderIsGone_isNotHeld() throws Exception {
    WeakReference<Class<?>> guest = guest();
    for (int i = 0; i < 100 && guest.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }

    assertThat(guest.get()).isNull();
  }

  private static WeakReference<Class<?>> guest() throws Exception {
    Class<?> type = new Foreign().loadClass(Guest.class.getName());
    Supplier<Object> asks = new Asking();
    Object guest = type.getConstructor(Supplier.class).newInstance(asks);
    Object told = ((Supplier<?>) guest).get();
    assertThat(methods((List<?>) told)).containsExactly("get");
    assertThat(((Supplier<?>) guest).get()).isEqualTo(told);
    return new WeakReference<>(type);
  }

  private static final class Asking implements Supplier<Object> {
    private final Callers callers = new Callers(Asking.class.getName(), 1, new FakeEvents());

    @Override
    public Object get() {
      return callers.walker().walk(callers);
    }
  }

  private static final class Foreign extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Guest.class.getName())) return super.loadClass(name, resolve);
      try (InputStream in = Guest.class.getResourceAsStream("CallersTest$Guest.class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (java.io.IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }

  private static List<Object> methods(List<?> told) {
    List<Object> methods = new ArrayList<>();
    for (Object each : told) methods.add(read(each).get("method"));
    return methods;
  }

  private static long line(List<Encoder> told) {
    return (Long) read(told.get(0)).get("line");
  }

  private static Map<?, ?> read(Object told) {
    return (Map<?, ?>) ((WireEncoder) told).read();
  }

  private static final class Bottom extends Thread {
    private List<Encoder> found = List.of();

    @Override
    public void run() {
      second();
    }

    private void second() {
      found = Mark.ask(new Callers(MARK, 100, new FakeEvents()));
    }
  }
}
