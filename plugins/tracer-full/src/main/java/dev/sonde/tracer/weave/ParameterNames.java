package dev.sonde.tracer.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The names that {@code javac -parameters} gave a class. Below 21 a retransform, even one that
 * changes nothing, loses them for good (JDK-8240908), and frameworks that bind by name then break:
 * they are read from the original class file, and put back with each retransform.
 */
final class ParameterNames {
  private record Name(@Nullable String name, int access) {}

  private final Map<String, List<Name>> methods = new HashMap<>();

  private ParameterNames() {}

  static ParameterNames none() {
    return new ParameterNames();
  }

  static ParameterNames of(byte[] classFile) {
    ParameterNames names = new ParameterNames();
    new ClassReader(classFile)
        .accept(names.reading(), ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
    return names;
  }

  boolean isEmpty() {
    return methods.isEmpty();
  }

  /** The class file with the names that it lacks; the same array if it lacks none. */
  byte[] restoredTo(byte[] classFile) {
    if (isEmpty() || of(classFile).methods.keySet().containsAll(methods.keySet())) return classFile;
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writing(writer, of(classFile)), 0);
    return writer.toByteArray();
  }

  private ClassVisitor reading() {
    return new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitParameter(@Nullable String parameter, int flags) {
            methods
                .computeIfAbsent(name + descriptor, key -> new ArrayList<>())
                .add(new Name(parameter, flags));
          }
        };
      }
    };
  }

  private ClassVisitor writing(ClassWriter writer, ParameterNames present) {
    return new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        List<Name> names = methods.get(name + descriptor);
        if (names == null || present.methods.containsKey(name + descriptor)) return method;
        for (Name each : names) method.visitParameter(each.name, each.access);
        return new MethodVisitor(Opcodes.ASM9, method) {};
      }
    };
  }
}
