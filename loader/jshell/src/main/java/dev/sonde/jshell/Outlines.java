package dev.sonde.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class files for the compiler, of classes that have none to be had: names and types, no code.
 * Nobody loads them. What comes is of the target and is not trusted; what makes no class file is
 * left out.
 */
final class Outlines {
  private final Map<String, Map<String, @Nullable Object>> records = new TreeMap<>();

  void add(Map<String, @Nullable Object> record) {
    records.put(Answer.text(record, "name"), record);
  }

  /** By name. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    records.forEach(
        (name, record) -> {
          try {
            files.put(name, file(name, record));
          } catch (RuntimeException odd) {
            return; // a class less
          }
        });
    return files;
  }

  private byte[] file(String name, Map<String, @Nullable Object> record) {
    ClassWriter writer = new ClassWriter(0);
    List<String> interfaces = new ArrayList<>();
    if (record.get("interfaces") instanceof List<?> all)
      for (Object each : all) interfaces.add(internal(String.valueOf(each)));
    writer.visit(
        Opcodes.V17,
        (access(record) | Opcodes.ACC_SUPER) & ~(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE),
        internal(name),
        generic(record),
        internal(Answer.text(record, "parent")),
        interfaces.toArray(String[]::new));
    for (Map<String, @Nullable Object> each : records.values()) inner(name, each, writer);
    if (record.get("members") instanceof List<?> members)
      for (Object each : members) if (each instanceof Map<?, ?> member) member(member, writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Tells of a member class both where it stands and in itself. */
  private static void inner(String name, Map<String, @Nullable Object> each, ClassWriter writer) {
    String outer = Answer.text(each, "outer");
    String own = Answer.text(each, "name");
    if (outer.isEmpty() || !(outer.equals(name) || own.equals(name))) return;
    writer.visitInnerClass(
        internal(own), internal(outer), Answer.text(each, "simple"), access(each));
  }

  private static void member(Map<?, ?> member, ClassWriter writer) {
    String name = Answer.text(member, "name");
    String descriptor = Answer.text(member, "descriptor");
    if (!descriptor.startsWith("(")) {
      writer.visitField(access(member), name, descriptor, generic(member), null).visitEnd();
      return;
    }
    // Without code: native where the compiler would expect some.
    int bare = access(member) & Opcodes.ACC_ABSTRACT;
    int access = access(member) | (bare == 0 ? Opcodes.ACC_NATIVE : 0);
    MethodVisitor method = writer.visitMethod(access, name, descriptor, generic(member), null);
    method.visitEnd();
  }

  private static @Nullable String generic(Map<?, ?> record) {
    String text = Answer.text(record, "generic");
    return text.isEmpty() ? null : text;
  }

  private static int access(Map<?, ?> record) {
    return record.get("access") instanceof Long bits ? bits.intValue() & 0xffff : 0;
  }

  private static String internal(String name) {
    return name.replace('.', '/');
  }
}
