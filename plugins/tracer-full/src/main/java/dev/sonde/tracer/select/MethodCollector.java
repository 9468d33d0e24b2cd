package dev.sonde.tracer.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects the wanted methods of one class file; the code of all others is skipped. */
final class MethodCollector extends ClassVisitor {
  private final BiPredicate<String, String> wanted;
  private final List<SelectedMethod> methods = new ArrayList<>();
  private final Map<String, Set<Integer>> lines = new HashMap<>();
  private final Map<String, Set<String>> annotations = new HashMap<>();
  private int version;

  MethodCollector(BiPredicate<String, String> wanted) {
    super(Opcodes.ASM9);
    this.wanted = wanted;
  }

  /** The major version of the class file. */
  int version() {
    return version & 0xffff;
  }

  List<SelectedMethod> methods() {
    return methods;
  }

  /** The lines of the source that each method has code for, by name and descriptor. */
  Map<String, Set<Integer>> lines() {
    return lines;
  }

  /**
   * Binary names of the annotations that each method carries, by name and descriptor, and those of
   * the class itself by an empty key.
   */
  Map<String, Set<String>> annotations() {
    return annotations;
  }

  private void annotated(String key, String descriptor) {
    annotations
        .computeIfAbsent(key, any -> new HashSet<>())
        .add(Type.getType(descriptor).getClassName());
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    annotated("", descriptor);
    return null;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.version = version;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (!wanted.test(name, descriptor)) return null;
    Set<Integer> own = new HashSet<>();
    lines.put(name + descriptor, own);
    return new ParamNames(
        access,
        descriptor,
        params -> methods.add(new SelectedMethod(name, descriptor, access, params))) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
        annotated(name + descriptor, type);
        return null;
      }

      @Override
      public void visitLineNumber(int line, Label start) {
        own.add(line);
      }
    };
  }
}
