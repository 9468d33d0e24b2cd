package dev.sonde.dist;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods of one name that are told apart by types which are to become one: in a class that stays,
 * or in it and a type above it.
 */
final class Overloads {
  private final Program program;
  private final Remapper types;

  Overloads(Program program, Remapper types) {
    this.program = program;
    this.types = types;
  }

  /** Types that have to stay apart, for methods of this class differ in them alone. */
  Set<String> in(ClassNode node) {
    Set<String> apart = new HashSet<>();
    Map<String, String> before = new HashMap<>();
    Set<String> seen = new HashSet<>();
    Deque<String> above = new ArrayDeque<>();
    above.add(node.name);
    while (!above.isEmpty()) {
      ClassNode each = program.classes.get(above.remove());
      if (each == null || !seen.add(each.name)) continue;
      for (MethodNode method : each.methods) {
        String same =
            before.putIfAbsent(method.name + types.mapMethodDesc(method.desc), method.desc);
        if (same != null && !same.equals(method.desc)) different(same, method.desc, apart);
      }
      above.add(each.superName);
      above.addAll(each.interfaces);
    }
    return apart;
  }

  private static void different(String one, String other, Set<String> apart) {
    Type[] ones = Type.getArgumentTypes(one);
    Type[] others = Type.getArgumentTypes(other);
    for (int i = 0; i < ones.length; i++)
      if (!ones[i].equals(others[i])) apart.add(element(ones[i]));
    if (apart.isEmpty()) apart.add(element(Type.getReturnType(one)));
  }

  private static String element(Type type) {
    return (type.getSort() == Type.ARRAY ? type.getElementType() : type).getInternalName();
  }
}
