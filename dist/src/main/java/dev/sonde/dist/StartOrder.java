package dev.sonde.dist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The order in which the static initialisers of classes that become one may run one after the
 * other. An initialiser needs another class if anything that it may call reads a static field of
 * it, or calls it; which method a virtual call means is not asked, each of its name and type
 * counts.
 */
final class StartOrder {
  static final String START = "<clinit>";

  private final Program program;
  private final Map<String, List<String>> byNameAndType = new TreeMap<>();

  StartOrder(Program program) {
    this.program = program;
    for (ClassNode node : program.classes.values())
      for (MethodNode method : node.methods)
        byNameAndType
            .computeIfAbsent(method.name + method.desc, same -> new ArrayList<>())
            .add(node.name);
  }

  static @Nullable MethodNode start(ClassNode node) {
    for (MethodNode each : node.methods) if (each.name.equals(START)) return each;
    return null;
  }

  /** Those of these classes that can start one after the other, in such an order. */
  List<String> of(Collection<String> names) {
    Set<String> ordered = new LinkedHashSet<>();
    for (String each : names) if (!starts(each)) ordered.add(each);
    Map<String, Set<String>> needs = new TreeMap<>();
    for (String each : names) if (starts(each)) needs.put(each, needed(each, names));
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<String, Set<String>> each : needs.entrySet())
        if (ordered.containsAll(each.getValue())) more |= ordered.add(each.getKey());
    }
    return List.copyOf(ordered);
  }

  private boolean starts(String name) {
    return start(program.get(name)) != null;
  }

  private Set<String> needed(String name, Collection<String> among) {
    Set<String> touched = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<MethodNode> left = new ArrayDeque<>();
    left.add(start(program.get(name)));
    while (!left.isEmpty())
      for (AbstractInsnNode each : left.remove().instructions) {
        String owner = touched(each);
        if (owner != null && touched.add(owner)) follow(owner, START + "()V", seen, left);
        if (each instanceof MethodInsnNode call) follow(call, seen, left);
      }
    touched.retainAll(among);
    touched.removeIf(other -> !starts(other));
    touched.remove(name);
    return touched;
  }

  /** The class that is started before this is done, if it is one of the program. */
  private @Nullable String touched(AbstractInsnNode each) {
    String owner = null;
    if (each.getOpcode() == Opcodes.NEW) owner = ((TypeInsnNode) each).desc;
    else if (each.getOpcode() == Opcodes.INVOKESTATIC) owner = ((MethodInsnNode) each).owner;
    else if (each.getOpcode() == Opcodes.GETSTATIC || each.getOpcode() == Opcodes.PUTSTATIC)
      owner = ((FieldInsnNode) each).owner;
    return program.classes.containsKey(owner == null ? "" : owner) ? owner : null;
  }

  private void follow(MethodInsnNode call, Set<String> seen, Deque<MethodNode> left) {
    String method = call.name + call.desc;
    boolean exactly =
        call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL;
    if (exactly && program.classes.containsKey(call.owner)) follow(call.owner, method, seen, left);
    else if (!exactly)
      for (String owner : byNameAndType.getOrDefault(method, List.of()))
        follow(owner, method, seen, left);
  }

  private void follow(String owner, String method, Set<String> seen, Deque<MethodNode> left) {
    if (!seen.add(owner + "." + method)) return;
    for (MethodNode each : program.get(owner).methods)
      if (method.equals(each.name + each.desc)) left.add(each);
  }
}
