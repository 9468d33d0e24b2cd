package dev.sonde.dist;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which classes may become one: nobody can tell of an object, or of a class, which of them it was.
 * So it extends {@code Object} alone and answers as that does, nothing extends it, nothing asks for
 * it at run time, and no text names it. Nor does it need a part of the JDK that may be missing.
 */
final class Mergeable {
  private static final Set<String> ANSWERS =
      Set.of("toString()Ljava/lang/String;", "hashCode()I", "equals(Ljava/lang/Object;)Z");
  private static final int NEVER =
      Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ENUM | Opcodes.ACC_ANNOTATION;

  private final Program program;

  Mergeable(Program program) {
    this.program = program;
  }

  boolean is(String name) {
    ClassNode node = program.classes.get(name);
    return node != null
        && !name.startsWith(Program.API)
        && (node.access & NEVER) == 0
        && "java/lang/Object".equals(node.superName)
        && node.interfaces.isEmpty()
        && !program.supertypes.contains(name)
        && !program.isAskedFor(name)
        && !isSeenFromOutside(node)
        && !Mentions.areOptional(node, program);
  }

  private static boolean isSeenFromOutside(ClassNode node) {
    List<MethodNode> methods = node.methods;
    return methods.stream()
        .anyMatch(
            method ->
                ANSWERS.contains(method.name + method.desc)
                    || method.name.equals("finalize")
                    || method.name.equals("clone")
                    || (method.access & Opcodes.ACC_NATIVE) != 0
                    || isLockOfClass(method.access));
  }

  private static boolean isLockOfClass(int access) {
    int lock = Opcodes.ACC_STATIC | Opcodes.ACC_SYNCHRONIZED;
    return (access & lock) == lock;
  }

  /** How many fields an object has. */
  static long size(ClassNode node) {
    List<FieldNode> fields = node.fields;
    return fields.stream().filter(field -> (field.access & Opcodes.ACC_STATIC) == 0).count();
  }
}
