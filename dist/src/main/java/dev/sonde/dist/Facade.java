package dev.sonde.dist;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class that is a bag of functions: nobody can have an instance, and each of its methods can go
 * by itself when nobody calls it.
 */
final class Facade {
  private static final String INITIALIZER = "<clinit>()V";

  private final byte[] classFile;
  private final Set<String> methods;
  private final Set<String> wanted = new HashSet<>();
  private final Set<String> given = new HashSet<>();
  private boolean headGiven;

  private Facade(byte[] classFile, Set<String> methods) {
    this.classFile = classFile;
    this.methods = methods;
    want(INITIALIZER);
  }

  /** The facade that this class is; null if it has, or may have, more than static methods. */
  static @Nullable Facade of(byte[] classFile) {
    Look look = new Look();
    new ClassReader(classFile).accept(look, ClassReader.SKIP_CODE);
    return look.isFacade ? new Facade(classFile, look.methods) : null;
  }

  /** The class whose methods are called by this one's name, too. */
  String parent() {
    return new ClassReader(classFile).getSuperName();
  }

  /**
   * This method is called.
   *
   * @param method name and descriptor
   * @return false: the class has none
   */
  boolean want(String method) {
    if (!methods.contains(method)) return false;
    wanted.add(method);
    return true;
  }

  /** Somebody may look for any of its methods. */
  void wantAll() {
    wanted.addAll(methods);
  }

  boolean hasMore() {
    return !headGiven || given.size() < wanted.size();
  }

  /** The class with those methods alone that have become wanted since the last time. */
  byte[] more() {
    Set<String> more = new HashSet<>(wanted);
    more.removeAll(given);
    given.addAll(more);
    headGiven = true;
    return with(more, inner -> false);
  }

  /** The class with all methods that are wanted. */
  byte[] kept(Predicate<String> innerClasses) {
    return with(wanted, innerClasses);
  }

  private byte[] with(Set<String> some, Predicate<String> innerClasses) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor filter =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String type, @Nullable String generic, String[] thrown) {
            if (!some.contains(name + type)) return null;
            return super.visitMethod(access, name, type, generic, thrown);
          }

          @Override
          public void visitInnerClass(
              String name, @Nullable String outer, @Nullable String inner, int access) {
            if (innerClasses.test(name)) super.visitInnerClass(name, outer, inner, access);
          }
        };
    new ClassReader(classFile).accept(filter, 0);
    return writer.toByteArray();
  }

  private static final class Look extends ClassVisitor {
    final Set<String> methods = new HashSet<>();
    boolean isFacade = true;

    Look() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String generic,
        String superName,
        String[] interfaces) {
      isFacade &= (access & Opcodes.ACC_INTERFACE) == 0 && interfaces.length == 0;
    }

    @Override
    public void visitNestHost(String host) {
      isFacade = false;
    }

    @Override
    public void visitNestMember(String member) {
      isFacade = false;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String name, String type, @Nullable String generic, @Nullable Object value) {
      isFacade &= (access & Opcodes.ACC_STATIC) != 0;
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String type, @Nullable String generic, String[] thrown) {
      isFacade &=
          (access & Opcodes.ACC_NATIVE) == 0
              && ((access & Opcodes.ACC_STATIC) != 0 || name.equals("<init>"));
      methods.add(name + type);
      return null;
    }
  }
}
