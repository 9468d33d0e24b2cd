package dev.sonde.dist;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/**
 * Class files without what only compilers read: generic types, JSpecify's notes, names of local
 * variables. In a target each would be kept in memory; lines stay, for stack traces.
 */
final class Bare extends ClassVisitor {
  private static final String NOTE = "Lorg/jspecify/";

  Bare(ClassVisitor next) {
    super(Opcodes.ASM9, next);
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
    return type.startsWith(NOTE) ? null : super.visitAnnotation(type, visible);
  }

  @Override
  public @Nullable AnnotationVisitor visitTypeAnnotation(
      int where, @Nullable TypePath path, String type, boolean visible) {
    return null;
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String name, String type, @Nullable String generic) {
    return new RecordComponentVisitor(Opcodes.ASM9, super.visitRecordComponent(name, type, null)) {
      @Override
      public @Nullable AnnotationVisitor visitTypeAnnotation(
          int where, @Nullable TypePath path, String note, boolean visible) {
        return null;
      }
    };
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String type, @Nullable String generic, @Nullable Object value) {
    return new FieldVisitor(Opcodes.ASM9, super.visitField(access, name, type, null, value)) {
      @Override
      public @Nullable AnnotationVisitor visitTypeAnnotation(
          int where, @Nullable TypePath path, String note, boolean visible) {
        return null;
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String type, @Nullable String generic, String[] thrown) {
    return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, null, thrown)) {
      @Override
      public @Nullable AnnotationVisitor visitTypeAnnotation(
          int where, @Nullable TypePath path, String note, boolean visible) {
        return null;
      }

      @Override
      public @Nullable AnnotationVisitor visitInsnAnnotation(
          int where, @Nullable TypePath path, String note, boolean visible) {
        return null;
      }

      @Override
      public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
          int where,
          @Nullable TypePath path,
          Label[] start,
          Label[] end,
          int[] index,
          String note,
          boolean visible) {
        return null;
      }

      @Override
      public void visitLocalVariable(
          String local, String of, @Nullable String generic, Label start, Label end, int index) {}
    };
  }
}
