package dev.sonde.tracer.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import com.acme.Shapes;
import dev.sonde.tracer.FakeInstrumentation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

final class WeaverTest {
  private static final String METHOD = "m(I)I";

  private final Weaver weaver = new Weaver(3);

  @Test
  void weave_keepsVersionAndAppendsToThePool() {
    byte[] before = FakeInstrumentation.classFile(Shapes.class);
    byte[] after = weaver.weave(before, Set.of("recurse(I)I")).classFile();
    int pool = new ClassReader(before).header - 10;
    assertThat(new ClassReader(after).readInt(4)).isEqualTo(new ClassReader(before).readInt(4));
    assertThat(after).hasSizeGreaterThan(before.length);
    for (int i = 10; i < 10 + pool; i++) assertThat(after[i]).isEqualTo(before[i]);
  }

  @Test
  void weave_again_addsNoConstant() {
    byte[] once =
        weaver
            .weave(FakeInstrumentation.classFile(Shapes.class), Set.of("recurse(I)I"))
            .classFile();
    byte[] twice = weaver.weave(once, Set.of("recurse(I)I")).classFile();
    assertThat(new ClassReader(twice).getItemCount())
        .isEqualTo(new ClassReader(once).getItemCount());
    assertThat(twice.length).isGreaterThan(once.length);
  }

  @Test
  void weave_nothing_isTheSameClass() {
    byte[] before = FakeInstrumentation.classFile(Shapes.class);
    assertThat(Canonical.equal(weaver.weave(before, Set.of()).classFile(), before)).isTrue();
    assertThat(Canonical.equal(weaver.weave(before, Set.of("recurse(I)I")).classFile(), before))
        .isFalse();
  }

  @Test
  void abstractAndNative_left() {
    Woven woven =
        weaver.weave(
            FakeInstrumentation.classFile(Orders.class),
            Set.of("ship()V", "print()V", "get()Ljava/lang/String;"));
    assertThat(woven.methods()).containsExactly("get()Ljava/lang/String;");
    assertThat(woven.left())
        .containsEntry("ship()V", "abstract: trace what implements it")
        .containsEntry("print()V", "native: it has no bytecode");
  }

  @Test
  void versionBefore51_left() {
    byte[] old = method(Opcodes.V1_6, 1);
    assertThat(weaver.weave(old, Set.of(METHOD)).left())
        .containsEntry(
            METHOD, "its loader does not show its class file, of version 50 (before Java 7)");
    assertThat(weaver.weave(old, Set.of(METHOD)).classFile()).isSameAs(old);
    assertThat(weaver.weave(method(Opcodes.V1_7, 1), Set.of(METHOD)).methods())
        .containsExactly(METHOD);
  }

  /** No call site, no constant of the trace: as many entries in the pool each time. */
  @Test
  void direct_verifiesInOldClassFilesAndAddsNoConstantAgain() {
    for (int version : new int[] {Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_6, Opcodes.V17}) {
      byte[] once = direct(method(version, 1), 0x7fff_0000);
      StringWriter problems = new StringWriter();
      CheckClassAdapter.verify(new ClassReader(once), false, new PrintWriter(problems));
      assertThat(problems.toString()).isEmpty();
      assertThat(new ClassReader(once).readInt(4)).isEqualTo(version);
      assertThat(new ClassReader(direct(once, 0x0001_7000)).getItemCount())
          .isEqualTo(new ClassReader(once).getItemCount());
    }
  }

  private byte[] direct(byte[] classFile, int number) {
    Woven woven = weaver.weave(classFile, Set.of(METHOD), Map.of(METHOD, number));
    assertThat(woven.methods()).containsExactly(METHOD);
    return woven.classFile();
  }

  @Test
  void methodThatOutgrowsTheCompiler_left() {
    assertThat(weaver.weave(method(Opcodes.V17, 3990), Set.of(METHOD)).left())
        .containsEntry(METHOD, "it would grow past 8000 bytes, and run uncompiled");
    assertThat(weaver.weave(method(Opcodes.V17, 3900), Set.of(METHOD)).methods())
        .containsExactly(METHOD);
    assertThat(weaver.weave(method(Opcodes.V17, 10_000), Set.of(METHOD)).methods())
        .as("never was compiled")
        .containsExactly(METHOD);
  }

  @Test
  void methodThatOutgrowsAClassFile_left() {
    Woven woven = weaver.weave(method(Opcodes.V17, 32_760), Set.of(METHOD));
    assertThat(woven.left()).containsEntry(METHOD, "it would grow past 64 KB");
    assertThat(woven.methods()).isEmpty();
  }

  /** A class with one method, of two bytes for each step and three more. */
  private static byte[] method(int version, int steps) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(version, Opcodes.ACC_PUBLIC, "com/acme/Made", null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "(I)I", null, null);
    code.visitCode();
    code.visitLabel(new Label());
    for (int i = 0; i < steps; i++) {
      code.visitInsn(Opcodes.ICONST_0);
      code.visitInsn(Opcodes.POP);
    }
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
