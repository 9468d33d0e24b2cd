package dev.sonde.dist;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/**
 * Class files without what only compilers read: generic types, JSpecify's notes, names of
 * parameters and local variables. In a target each would be kept in memory; lines stay, for stack
 * traces.
 */
final class Bare extends ClassVisitor {
  private static final String NOTE = "Lorg/jspecify/";

  private final boolean keepsGenericTypes;

  Bare(ClassVisitor next) {
    this(next, false);
  }

  private Bare(ClassVisitor next, boolean keepsGenericTypes) {
    super(Opcodes.ASM9, next);
    this.keepsGenericTypes = keepsGenericTypes;
  }

  /**
   * For what snippets are compiled against: generic types stay. JSpecify's notes go, for a compiler
   * that infers a type writes them out, and has no class for them.
   */
  static Jar withGenericTypes(Jar own) {
    Jar bare = new Jar();
    own.entries()
        .forEach((name, file) -> bare.put(name, name.endsWith(".class") ? generic(file) : file));
    return bare;
  }

  private static byte[] generic(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(new Bare(writer, true), 0);
    return writer.toByteArray();
  }

  private @Nullable String kept(@Nullable String signature) {
    return keepsGenericTypes ? signature : null;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String generic,
      String superName,
      String[] interfaces) {
    super.visit(version, access, name, kept(generic), superName, interfaces);
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
    return new RecordComponentVisitor(
        Opcodes.ASM9, super.visitRecordComponent(name, type, kept(generic))) {
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
    return new FieldVisitor(
        Opcodes.ASM9, super.visitField(access, name, type, kept(generic), value)) {
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
    return new MethodVisitor(
        Opcodes.ASM9, super.visitMethod(access, name, type, kept(generic), thrown)) {
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
      public void visitParameter(String parameter, int access) {
        if (keepsGenericTypes) super.visitParameter(parameter, access);
      }

      @Override
      public void visitLocalVariable(
          String local, String of, @Nullable String generic, Label start, Label end, int index) {}
    };
  }
}
