package dev.sonde.dist;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/**
 * Records as plain final classes: without the list of their components, and without the {@code
 * toString}, {@code hashCode} and {@code equals} that nobody wrote and nobody may call in a target
 * (RATIONALE). Each of these is a kilobyte of the target's memory.
 *
 * <p>Those of {@link #CONSTANT} stay records, without these methods: only of records and hidden
 * classes does the JIT compiler take final fields for constants (HotSpot, {@code
 * trust_final_non_static_fields} in ciField.cpp).
 */
final class PlainRecords {
  private static final String RECORD = "java/lang/Record";
  private static final String OBJECT = "java/lang/Object";
  private static final String BOOTSTRAP = "java/lang/runtime/ObjectMethods";

  /** On the way of each event: there it counts. */
  static final Set<String> CONSTANT =
      Set.of("dev/sonde/tracer/record/Straight", "dev/sonde/tracer/record/Door");

  private PlainRecords() {}

  static byte[] of(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    if (!RECORD.equals(reader.getSuperName())) return classFile;
    ClassWriter writer = new ClassWriter(0);
    Set<String> generated = generated(reader);
    boolean stays = CONSTANT.contains(reader.getClassName());
    reader.accept(stays ? new Silent(writer, generated) : new Plain(writer, generated), 0);
    return writer.toByteArray();
  }

  private static Set<String> generated(ClassReader reader) {
    Set<String> generated = new HashSet<>();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, @Nullable String generic, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitInvokeDynamicInsn(
                  String method, String site, Handle bootstrap, Object... arguments) {
                if (bootstrap.getOwner().equals(BOOTSTRAP)) generated.add(name + type);
              }
            };
          }
        };
    reader.accept(visitor, 0);
    return generated;
  }

  /** Without the methods that were generated. */
  private static class Silent extends ClassVisitor {
    private final Set<String> generated;

    Silent(ClassVisitor next, Set<String> generated) {
      super(Opcodes.ASM9, next);
      this.generated = generated;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String type, @Nullable String generic, String[] thrown) {
      return generated.contains(name + type)
          ? null
          : super.visitMethod(access, name, type, generic, thrown);
    }
  }

  private static final class Plain extends Silent {
    Plain(ClassVisitor next, Set<String> generated) {
      super(next, generated);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String generic,
        String superName,
        String[] interfaces) {
      super.visit(version, access & ~Opcodes.ACC_RECORD, name, generic, OBJECT, interfaces);
    }

    @Override
    public @Nullable RecordComponentVisitor visitRecordComponent(
        String name, String type, @Nullable String generic) {
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String type, @Nullable String generic, String[] thrown) {
      MethodVisitor visited = super.visitMethod(access, name, type, generic, thrown);
      if (visited == null) return null;
      return new MethodVisitor(Opcodes.ASM9, visited) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String of, boolean isInterface) {
          boolean first = opcode == Opcodes.INVOKESPECIAL && owner.equals(RECORD);
          super.visitMethodInsn(opcode, first ? OBJECT : owner, called, of, isInterface);
        }
      };
    }
  }
}
