package dev.sonde.tracer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.FakeInstrumentation;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

final class BridgeTest {
  private static final MethodType LINKER =
      MethodType.methodType(CallSite.class, Lookup.class, String.class, MethodType.class);
  private static final MethodType SITE = MethodType.methodType(Object.class, int.class);

  private final Bridge bridge;

  BridgeTest() throws Exception {
    bridge = Bridge.open(new FakeInstrumentation().get());
  }

  @Test
  void bytes_verifyAndAreSmall() {
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(BridgeClass.bytes()), false, new PrintWriter(problems));
    assertThat(problems.toString()).isEmpty();
    assertThat(BridgeClass.bytes()).hasSizeLessThan(2000);
  }

  @Test
  void open_again_findsTheSameClassWhoseOnlyDoorsAreLinkAndTell() throws Exception {
    Bridge.open(new FakeInstrumentation().get());
    Class<?> type = Class.forName("java.lang.SondeBridge1", false, null);
    assertThat(type.getMethods())
        .filteredOn(each -> Modifier.isStatic(each.getModifiers()))
        .extracting("name")
        .containsExactlyInAnyOrder("link", "tell");
    assertThat(type.getFields()).isEmpty();
  }

  /** Who changes what it is or does gives it the next digit: JVMs keep the one that they have. */
  @Test
  void code_isWhatItsDigitStandsFor() throws Exception {
    StringWriter text = new StringWriter();
    new ClassReader(BridgeClass.bytes())
        .accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), 0);
    try (InputStream frozen = BridgeTest.class.getResourceAsStream("/SondeBridge1.txt")) {
      assertThat(text.toString())
          .as("SondeBridge1 is frozen: a change needs SondeBridge2")
          .isEqualTo(new String(frozen.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void open_whereTheNameIsAnothersClass_isRefused() {
    assertThatThrownBy(() -> Bridge.of(Other.class))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "expected the class SondeBridge1 as this Sonde makes it, got another one of that name,"
                + " without its method tell: ")
        .extracting("id")
        .isEqualTo("SONDE-BRIDGE");
  }

  /** What an earlier bridge might have looked like. */
  @SuppressWarnings("unused") // by reflection
  private static final class Other {
    static boolean set(int slot, MethodHandle expected, MethodHandle linker) {
      return false;
    }

    public static CallSite link(Lookup lookup, String name, MethodType type) {
      return new ConstantCallSite(MethodHandles.empty(type));
    }
  }

  @Test
  void link_withoutALinker_isANoOp() throws Throwable {
    assertNothing(link(63));
    assertNothing(link(64));
    assertNothing(link(-1));
  }

  @Test
  void link_whenTheLinkerThrowsOrAnswersWrongly_isANoOp() throws Throwable {
    for (String linker : List.of("throwing", "none", "otherType")) {
      Slot slot = bridge.take(MethodHandles.lookup().findStatic(BridgeTest.class, linker, LINKER));
      assertNothing(link(slot.number()));
      slot.clear();
    }
  }

  @Test
  void link_answersWhatTheLinkerGives_untilTheSlotIsCleared() throws Throwable {
    Slot slot = bridge.take(MethodHandles.lookup().findStatic(BridgeTest.class, "seven", LINKER));
    assertThat(link(slot.number()).dynamicInvoker().invoke(1)).isEqualTo(7);
    slot.clear();
    assertNothing(link(slot.number()));
    slot.clear();
  }

  @Test
  void take_allTaken_isBusy() throws Throwable {
    MethodHandle linker = MethodHandles.lookup().findStatic(BridgeTest.class, "none", LINKER);
    List<Slot> slots = new ArrayList<>();
    try {
      assertThatThrownBy(
              () -> {
                while (true) slots.add(bridge.take(linker));
              })
          .isInstanceOf(UsageException.class)
          .extracting("id")
          .isEqualTo("SONDE-BUSY");
      assertThat(slots).hasSizeLessThanOrEqualTo(64).extracting("number").doesNotHaveDuplicates();
    } finally {
      slots.forEach(Slot::clear);
    }
  }

  @Test
  void visibleFrom_aLoaderThatHidesItOrThrows_isFalse() {
    assertThat(bridge.visibleFrom(BridgeTest.class.getClassLoader())).isTrue();
    assertThat(bridge.visibleFrom(new Hiding(new ClassNotFoundException()))).isFalse();
    assertThat(bridge.visibleFrom(new Hiding(new NoClassDefFoundError()))).isFalse();
  }

  static CallSite throwing(Lookup lookup, String kind, MethodType type) {
    throw new StackOverflowError();
  }

  static CallSite none(Lookup lookup, String kind, MethodType type) {
    return null;
  }

  static CallSite otherType(Lookup lookup, String kind, MethodType type) {
    return new ConstantCallSite(MethodHandles.empty(type.changeReturnType(void.class)));
  }

  static CallSite seven(Lookup lookup, String kind, MethodType type) {
    if (!kind.equals("enter$1")) throw new IllegalArgumentException(kind);
    return new ConstantCallSite(
        MethodHandles.dropArguments(MethodHandles.constant(Object.class, 7), 0, int.class));
  }

  private static void assertNothing(CallSite site) throws Throwable {
    assertThat(site).isInstanceOf(ConstantCallSite.class);
    assertThat(site.dynamicInvoker().invoke(1)).isNull();
  }

  private static CallSite link(int slot) throws Throwable {
    Class<?> type = Class.forName("java.lang.SondeBridge1", false, null);
    MethodHandle link = MethodHandles.lookup().findStatic(type, "link", LINKER);
    String name = Bridge.named(slot, "enter$1");
    return (CallSite) link.invokeExact(MethodHandles.lookup(), name, SITE);
  }

  /** A loader that does not even delegate java.lang. */
  private static final class Hiding extends ClassLoader {
    private final Throwable thrown;

    Hiding(Throwable thrown) {
      super(null);
      this.thrown = thrown;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (thrown instanceof Error error) throw error;
      throw new ClassNotFoundException(name);
    }
  }
}
