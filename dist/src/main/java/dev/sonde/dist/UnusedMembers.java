package dev.sonde.dist;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A jar without what nobody in it names: of a library's classes the methods, and of all classes the
 * constants, which compilers have copied to where they are read. A method stays if any instruction
 * names one of its name and type, whatever the class, or if it may be of the JDK (a public one of
 * {@code Object}); a member whose name is a text somewhere stays, too, for reflection. Interfaces
 * of a library that had constants alone go with them.
 */
final class UnusedMembers {
  private static final Set<String> OF_OBJECT =
      Set.of("toString()Ljava/lang/String;", "hashCode()I", "equals(Ljava/lang/Object;)Z");

  /** What plugins are compiled against; another's may read by reflection what it likes. */
  private static final String API = "dev/sonde/api/";

  private final String library;
  private final Set<String> named = new HashSet<>();
  private final Set<String> empty = new HashSet<>();

  private UnusedMembers(String library) {
    this.library = library;
  }

  /**
   * @param library where the classes of a library have their names
   */
  static Jar removedFrom(Jar whole, String library) {
    Jar before = whole;
    while (true) {
      Jar after = new UnusedMembers(library).removedFrom(before);
      if (size(after) == size(before)) return after;
      before = after;
    }
  }

  private static long size(Jar jar) {
    return jar.entries().values().stream().mapToLong(file -> file.length).sum();
  }

  private Jar removedFrom(Jar whole) {
    whole
        .entries()
        .forEach(
            (name, file) -> {
              if (name.endsWith(".class")) read(new ClassReader(file));
            });
    Jar left = new Jar();
    whole
        .entries()
        .forEach(
            (name, file) -> {
              if (!name.endsWith(".class") || name.startsWith(API)) left.put(name, file);
              else if (!empty.contains(name.replace(".class", ""))) left.put(name, kept(file));
            });
    return left;
  }

  private void read(ClassReader reader) {
    boolean[] holds = {(reader.getAccess() & Opcodes.ACC_INTERFACE) == 0};
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable FieldVisitor visitField(
              int access, String name, String type, String generic, @Nullable Object value) {
            if (value == null) holds[0] = true;
            return null;
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            holds[0] = true;
            return new Reading();
          }
        };
    reader.accept(visitor, 0);
    if (!holds[0] && reader.getClassName().startsWith(library)) empty.add(reader.getClassName());
  }

  private byte[] kept(byte[] file) {
    ClassReader reader = new ClassReader(file);
    boolean ofLibrary = reader.getClassName().startsWith(library);
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              @Nullable String generic,
              String superName,
              String[] interfaces) {
            Set<String> left = new LinkedHashSet<>(List.of(interfaces));
            left.removeAll(empty);
            super.visit(version, access, name, generic, superName, left.toArray(String[]::new));
          }

          @Override
          public @Nullable FieldVisitor visitField(
              int access, String name, String type, String generic, @Nullable Object value) {
            boolean constant = value != null && (access & Opcodes.ACC_STATIC) != 0;
            if (constant && !isNamed(name, type)) return null;
            return super.visitField(access, name, type, generic, value);
          }

          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            boolean special = name.startsWith("<") || OF_OBJECT.contains(name + type);
            if (ofLibrary && !special && !isNamed(name, type)) return null;
            return super.visitMethod(access, name, type, generic, thrown);
          }
        };
    reader.accept(visitor, 0);
    return writer.toByteArray();
  }

  private boolean isNamed(String name, String type) {
    return named.contains(name + type) || named.contains(name);
  }

  private final class Reading extends MethodVisitor {
    Reading() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String type) {
      named.add(name + type);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      named.add(name + type);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      for (Object each : arguments)
        if (each instanceof Handle handle) named.add(handle.getName() + handle.getDesc());
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof String text) named.add(text);
      if (value instanceof Handle handle) named.add(handle.getName() + handle.getDesc());
    }
  }
}
