package dev.sonde.tracer.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.Orders;
import com.acme.Shapes;
import dev.sonde.tracer.FakeInstrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

final class LoomTest {
  private static final String RECURSE = "recurse(I)I";

  private final FakeInstrumentation jvm = new FakeInstrumentation();
  private final List<String> arrivals = new ArrayList<>();
  private final Loom loom =
      Loom.set(jvm.get(), new Weaver(0), (loader, name, file) -> arrivals.add(name));

  @Test
  void weave_thenRestore_theClassIsAsBeforeAndTheTransformerGone() {
    Piece piece = loom.piece(Shapes.class, Set.of(RECURSE));
    loom.weave(List.of(piece));
    assertThat(piece.woven()).containsExactly(RECURSE);
    assertThat(
            Canonical.equal(
                jvm.installed.get(Shapes.class), FakeInstrumentation.classFile(Shapes.class)))
        .isFalse();
    assertThat(loom.restore()).isEqualTo(new Restored(1, true, List.of()));
    assertThat(jvm.installed.get(Shapes.class))
        .isEqualTo(FakeInstrumentation.classFile(Shapes.class));
    assertThat(jvm.transformers).isEmpty();
  }

  @Test
  void restore_whenTheClassIsNotAsBefore_saysSo() {
    loom.weave(List.of(loom.piece(Shapes.class, Set.of(RECURSE))));
    jvm.offered.put(
        Shapes.class,
        new Weaver(9)
            .weave(FakeInstrumentation.classFile(Shapes.class), Set.of(RECURSE))
            .classFile());
    assertThat(loom.restore())
        .isEqualTo(
            new Restored(1, false, List.of("com.acme.Shapes: its bytes are not those of before")));
  }

  @Test
  void retransform_byAnotherAgent_weavesAgain() throws Exception {
    loom.weave(List.of(loom.piece(Shapes.class, Set.of(RECURSE))));
    byte[] woven = jvm.installed.get(Shapes.class);
    jvm.get().retransformClasses(Shapes.class);
    assertThat(jvm.installed.get(Shapes.class)).isEqualTo(woven);
    assertThat(loom.restore().verified()).isTrue();
  }

  @Test
  void weave_oneClassOfABatchRefused_theOthersAreWoven() {
    jvm.refuses = type -> type == Orders.class;
    Piece orders = loom.piece(Orders.class, Set.of("get()Ljava/lang/String;"));
    Piece shapes = loom.piece(Shapes.class, Set.of(RECURSE));
    Piece point = loom.piece(Shapes.Point.class, Set.of("sum(J)J"));
    loom.weave(List.of(orders, shapes, point));
    assertThat(orders.woven()).isEmpty();
    assertThat(orders.left())
        .containsEntry("get()Ljava/lang/String;", "the JVM refused it: VerifyError");
    assertThat(shapes.woven()).hasSize(1);
    assertThat(point.woven()).hasSize(1);
    assertThat(loom.restore()).isEqualTo(new Restored(2, true, List.of()));
    assertThat(jvm.batches)
        .last()
        .asInstanceOf(LIST)
        .containsExactly(Shapes.class, Shapes.Point.class);
  }

  @Test
  void weave_bytesThatAreNoClass_leftWithTheReason() {
    jvm.offered.put(Shapes.class, new byte[] {1, 2, 3});
    Piece piece = loom.piece(Shapes.class, Set.of(RECURSE));
    loom.weave(List.of(piece));
    assertThat(piece.left().get(RECURSE)).startsWith("its class file cannot be woven");
    assertThat(loom.restore().verified()).isTrue();
  }

  @Test
  void weave_methodThatTheLoadedClassLacks_left() {
    Piece piece = loom.piece(Shapes.class, Set.of(RECURSE, "gone()V"));
    loom.weave(List.of(piece));
    assertThat(piece.left())
        .containsEntry("gone()V", "the class, as it is loaded, has no such method")
        .hasSize(1);
  }

  @Test
  void define_isNoticedAndNeverWoven() {
    byte[] bytes = FakeInstrumentation.classFile(Shapes.class);
    loom.weave(List.of(loom.piece(Shapes.class, Set.of(RECURSE))));
    assertThat(loom.transform(null, "com/acme/Shapes", null, null, bytes)).isNull();
    assertThat(arrivals).containsExactly("com.acme.Shapes");
  }

  @Test
  void parameterNames_lostByTheJvm_areKeptInBothDirections() {
    byte[] named = FakeInstrumentation.classFile(Shapes.Point.class);
    byte[] nameless = withoutNames(named);
    ParameterNames names = ParameterNames.of(named);
    assertThat(ParameterNames.of(nameless).isEmpty()).isTrue();
    assertThat(Canonical.equal(names.restoredTo(nameless), named)).isTrue();
    assertThat(names.restoredTo(named)).isSameAs(named);
    assertThat(ParameterNames.none().restoredTo(nameless)).isSameAs(nameless);
  }

  /** As a JVM below 21 offers a class to a retransform, and installs what comes back. */
  @Test
  void parameterNames_thatTheJvmLost_areInWhatIsInstalled() {
    assumeTrue(Runtime.version().feature() < 21, "from 21 on a JVM keeps them itself");
    byte[] named = FakeInstrumentation.classFile(Shapes.Point.class);
    jvm.offered.put(Shapes.Point.class, withoutNames(named));
    Set<String> sum = Set.of("sum(J)J");
    loom.weave(List.of(loom.piece(Shapes.Point.class, sum, Map.of(), named)));
    assertNamed(jvm.installed.get(Shapes.Point.class), named);
    assertThat(loom.restore().verified()).isTrue();
    assertNamed(jvm.installed.get(Shapes.Point.class), named);
  }

  private static void assertNamed(byte[] classFile, byte[] like) {
    assertThat(ParameterNames.of(like).restoredTo(classFile)).isSameAs(classFile);
  }

  /** From 21 on a JVM offers what a class has in its pool from an earlier weaving. */
  @Test
  void restore_ofAClassWithDeadEntries_isAsBefore() {
    loom.weave(List.of(loom.piece(Shapes.class, Set.of(RECURSE))));
    byte[] before = FakeInstrumentation.classFile(Shapes.class);
    ClassReader reader = new ClassReader(before);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    writer.newConst("left by an earlier weaving");
    jvm.offered.put(Shapes.class, writer.toByteArray());
    assertThat(writer.toByteArray()).isNotEqualTo(before);
    assertThat(loom.restore()).isEqualTo(new Restored(1, true, List.of()));
  }

  private static byte[] withoutNames(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor nameless =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(
                api, super.visitMethod(access, name, descriptor, signature, exceptions)) {
              @Override
              public void visitParameter(String parameter, int flags) {}
            };
          }
        };
    new ClassReader(classFile).accept(nameless, 0);
    return writer.toByteArray();
  }
}
