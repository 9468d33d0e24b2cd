package dev.sonde.dist;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A library's class without what nobody asks of it at run time, a quarter of its size: lines and
 * local variables, generic types, and notes that only compilers ask for.
 */
final class Lean extends ClassVisitor {
  private Lean(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  static byte[] of(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(new Lean(writer), ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String generic,
      String superName,
      String[] interfaces) {
    super.visit(version, access, name, null, superName, interfaces);
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
    return kept(type, visible) ? super.visitAnnotation(type, true) : null;
  }

  /** Kotlin's notes are for its compiler, and for a library of reflection that we do not have. */
  private static boolean kept(String note, boolean visible) {
    return visible && !note.startsWith("Lkotlin/");
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String type, @Nullable String generic, @Nullable Object value) {
    return new FieldVisitor(Opcodes.ASM9, super.visitField(access, name, type, null, value)) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String note, boolean visible) {
        return kept(note, visible) ? super.visitAnnotation(note, true) : null;
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String type, @Nullable String generic, String[] thrown) {
    return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, null, thrown)) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String note, boolean visible) {
        return kept(note, visible) ? super.visitAnnotation(note, true) : null;
      }

      @Override
      public @Nullable AnnotationVisitor visitParameterAnnotation(
          int parameter, String note, boolean visible) {
        return kept(note, visible) ? super.visitParameterAnnotation(parameter, note, true) : null;
      }
    };
  }
}
