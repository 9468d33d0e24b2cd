package dev.sonde.dist;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods of our own that nothing can call, after calls of others have been replaced: no
 * instruction names them by their class or one above or below it, no type above has them, and no
 * text names them. Interfaces stay whole.
 */
final class Unnamed {
  private static final String CONSTRUCTOR = "<init>";

  private final Program program;
  private final Overriding overriding;

  /** Owners by name and type. */
  private final Map<String, Set<String>> named = new HashMap<>();

  private Unnamed(Program program) {
    this.program = program;
    this.overriding = new Overriding(program);
  }

  static void removedFrom(Program program) {
    while (new Unnamed(program).remove()) {}
  }

  private boolean remove() {
    for (ClassNode node : program.classes.values())
      for (MethodNode method : node.methods)
        for (AbstractInsnNode each : method.instructions)
          if (each instanceof MethodInsnNode call)
            named.computeIfAbsent(call.name + call.desc, same -> new HashSet<>()).add(call.owner);
    boolean removed = false;
    for (ClassNode node : program.classes.values())
      if (!node.name.startsWith(Program.API) && !Program.isInterface(node))
        removed |= node.methods.removeIf(method -> isForNobody(node, method));
    return removed;
  }

  private boolean isForNobody(ClassNode node, MethodNode method) {
    String called = method.name + method.desc;
    Set<String> owners = named.getOrDefault(called, Set.of());
    if (method.name.equals(CONSTRUCTOR)) return isOfFunctions(node, method, owners);
    return !method.name.startsWith("<")
        && !isValues(node, method)
        && !program.isLookedInto(node)
        && !overriding.methodsAbove(node).contains(called)
        && owners.stream().noneMatch(owner -> mayMean(owner, node));
  }

  /** The JVM's own library calls it by its name. */
  private static boolean isValues(ClassNode node, MethodNode method) {
    return "java/lang/Enum".equals(node.superName) && method.name.equals("values");
  }

  /** The one that keeps others from making any. */
  private static boolean isOfFunctions(ClassNode node, MethodNode method, Set<String> owners) {
    return method.desc.equals("()V") && node.interfaces.isEmpty() && !owners.contains(node.name);
  }

  /** Whether a method that is named as one of the owner's can be the class's. */
  private boolean mayMean(String owner, ClassNode node) {
    ClassNode type = program.classes.get(owner);
    if (owner.equals(node.name) || type != null && overriding.isBelow(type, node.name)) return true;
    for (ClassNode each : program.classes.values())
      if ((each == node || overriding.isBelow(each, node.name)) && overriding.isBelow(each, owner))
        return true;
    return false;
  }
}
