package dev.sonde.dist;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Which methods of a program stand for one of a type above, or are stood for by one below. */
final class Overriding {
  private final Program program;
  private final Map<String, Set<String>> above = new HashMap<>();

  Overriding(Program program) {
    this.program = program;
  }

  /** Whether a call of this very method can mean no other, and no other call can mean this one. */
  boolean isAlone(ClassNode node, MethodNode method) {
    String called = method.name + method.desc;
    if (methodsAbove(node).contains(called)) return false;
    if (!program.supertypes.contains(node.name)) return true;
    for (ClassNode each : program.classes.values())
      if (each != node && isBelow(each, node.name) && declares(each, called)) return false;
    return (method.access & Opcodes.ACC_ABSTRACT) == 0;
  }

  /**
   * Names with types of all that is declared above a class, in the program, the API and the JDK.
   */
  Set<String> methodsAbove(ClassNode node) {
    Set<String> known = above.get(node.name);
    if (known != null) return known;
    Set<String> found = new TreeSet<>();
    addAll(node.superName, found);
    for (String each : node.interfaces) addAll(each, found);
    above.put(node.name, found);
    return found;
  }

  private void addAll(@Nullable String type, Set<String> found) {
    if (type == null) return;
    ClassNode own = program.classes.get(type);
    if (own == null) {
      addAll(loaded(type), found);
      return;
    }
    for (MethodNode each : own.methods) found.add(each.name + each.desc);
    found.addAll(methodsAbove(own));
  }

  private static void addAll(@Nullable Class<?> type, Set<String> found) {
    if (type == null) return;
    for (Method each : type.getDeclaredMethods())
      found.add(each.getName() + Type.getMethodDescriptor(each));
    addAll(type.getSuperclass(), found);
    for (Class<?> each : type.getInterfaces()) addAll(each, found);
  }

  static Class<?> loaded(String type) {
    try {
      return Class.forName(type.replace('/', '.'), false, Overriding.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("expected " + type + " in the JDK or the API", e);
    }
  }

  boolean isBelow(ClassNode lower, String upper) {
    if (upper.equals(lower.superName) || lower.interfaces.contains(upper)) return true;
    ClassNode next = program.classes.get(lower.superName);
    if (next != null && isBelow(next, upper)) return true;
    for (String each : lower.interfaces) {
      ClassNode type = program.classes.get(each);
      if (type != null && isBelow(type, upper)) return true;
    }
    return false;
  }

  private static boolean declares(ClassNode node, String method) {
    return node.methods.stream().anyMatch(each -> method.equals(each.name + each.desc));
  }
}
