package dev.sonde.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Calls of methods that only return a field, as those of records do, as reads of the field. A
 * method costs the target 200 bytes, whatever it does, and each of its callers 50.
 */
final class Getters {
  private final Program program;
  private final Overriding overriding;

  /** By owner, name and type. */
  private final Map<String, FieldInsnNode> fields = new TreeMap<>();

  private Getters(Program program) {
    this.program = program;
    this.overriding = new Overriding(program);
  }

  static void replacedIn(Program program) {
    new Getters(program).replace();
  }

  private void replace() {
    for (ClassNode node : program.classes.values())
      if (!node.name.startsWith(Program.API)
          && !Program.isInterface(node)
          && !Program.isRecord(node)) for (MethodNode method : node.methods) find(node, method);
    for (ClassNode node : program.classes.values())
      for (MethodNode method : node.methods)
        for (AbstractInsnNode each : method.instructions.toArray())
          if (each instanceof MethodInsnNode call) {
            FieldInsnNode field = fields.get(call.owner + "." + call.name + call.desc);
            if (field != null)
              method.instructions.set(
                  call, new FieldInsnNode(Opcodes.GETFIELD, call.owner, field.name, field.desc));
          }
  }

  private void find(ClassNode node, MethodNode method) {
    FieldInsnNode field = read(node, method);
    if (field == null
        || program.isLookedInto(node)
        || !overriding.isAlone(node, method)
        || program.supertypes.contains(node.name)) return;
    fields.put(node.name + "." + method.name + method.desc, field);
    for (FieldNode each : node.fields)
      if (each.name.equals(field.name)) each.access |= method.access & Opcodes.ACC_PUBLIC;
  }

  /**
   * What the method returns, if it is a field of its own object and the method does nothing else.
   */
  private static @Nullable FieldInsnNode read(ClassNode node, MethodNode method) {
    if ((method.access & Opcodes.ACC_STATIC) != 0 || !method.desc.startsWith("()")) return null;
    List<AbstractInsnNode> code = new ArrayList<>();
    for (AbstractInsnNode each : method.instructions) if (each.getOpcode() >= 0) code.add(each);
    return code.size() == 3
            && code.get(0).getOpcode() == Opcodes.ALOAD
            && code.get(1) instanceof FieldInsnNode field
            && field.getOpcode() == Opcodes.GETFIELD
            && field.owner.equals(node.name)
            && method.desc.equals("()" + field.desc)
        ? field
        : null;
  }
}
