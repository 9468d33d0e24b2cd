package dev.sonde.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Classes without private members and nests: what was private, the package sees, so that members
 * may move within it. A method that is so seen by a relative with a method of its name gets
 * another.
 */
final class Opened {
  private static final String CONSTRUCTOR = "<init>";

  private final Program program;
  private final Map<String, String> renamed = new TreeMap<>();

  private Opened(Program program) {
    this.program = program;
  }

  static void in(Program program) {
    new Opened(program).open();
  }

  private void open() {
    List<ClassNode> own =
        program.classes.values().stream()
            .filter(each -> !each.name.startsWith(Program.API))
            .toList();
    for (ClassNode each : own) rename(each);
    for (ClassNode each : own) open(each);
    if (!renamed.isEmpty()) program.classes.replaceAll((name, node) -> remapped(node));
  }

  private void rename(ClassNode node) {
    for (MethodNode method : node.methods)
      if (!method.name.startsWith("<")
          && relatives(node).stream()
              .anyMatch(
                  other ->
                      declares(other, method)
                          && !mayBe(node, method, other)
                          && (method.access & Opcodes.ACC_STATIC) == 0))
        renamed.put(node.name + "." + method.name + method.desc, own(node, method.name));
  }

  /** Whether the one that the relative declares could override, or be overridden, all along. */
  private static boolean mayBe(ClassNode node, MethodNode method, ClassNode relative) {
    int access = method.access;
    if (isPrivate(access)) return false;
    boolean isNear = Merging.packageOf(node.name).equals(Merging.packageOf(relative.name));
    return isNear || (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
  }

  static String own(ClassNode node, String member) {
    return member + "$" + node.name.substring(node.name.lastIndexOf('/') + 1);
  }

  private List<ClassNode> relatives(ClassNode node) {
    List<ClassNode> relatives = new ArrayList<>();
    for (ClassNode each : program.classes.values())
      if (each != node && (isAbove(node, each) || isAbove(each, node))) relatives.add(each);
    return relatives;
  }

  private boolean isAbove(ClassNode upper, ClassNode lower) {
    for (ClassNode each = lower; each != null; each = program.classes.get(each.superName))
      if (each.superName.equals(upper.name)) return true;
    return false;
  }

  private static boolean declares(ClassNode node, MethodNode method) {
    return node.methods.stream()
        .anyMatch(each -> each.name.equals(method.name) && each.desc.equals(method.desc));
  }

  private static boolean isPrivate(int access) {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  /** A final method needs no place in the table of those that can be overridden. */
  private static void open(ClassNode node) {
    node.nestHostClass = null;
    node.nestMembers = null;
    node.innerClasses.clear();
    node.outerClass = null;
    node.outerMethod = null;
    node.outerMethodDesc = null;
    node.access |= Opcodes.ACC_PUBLIC;
    for (FieldNode field : node.fields) field.access = seen(field.access);
    for (MethodNode method : node.methods)
      if (!method.name.equals(StartOrder.START))
        method.access =
            seen(method.access) | (isPrivate(method.access) ? instead(node, method) : 0);
  }

  private static int seen(int access) {
    return access & ~(Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED) | Opcodes.ACC_PUBLIC;
  }

  private static int instead(ClassNode node, MethodNode method) {
    boolean isVirtual =
        !Program.isInterface(node)
            && (method.access & Opcodes.ACC_STATIC) == 0
            && !method.name.equals(CONSTRUCTOR);
    return isVirtual ? Opcodes.ACC_FINAL : 0;
  }

  private ClassNode remapped(ClassNode node) {
    ClassNode remapped = new ClassNode();
    Remapper names =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String mapMethodName(String owner, String name, String type) {
            return renamed.getOrDefault(owner + "." + name + type, name);
          }
        };
    node.accept(new ClassRemapper(remapped, names));
    return remapped;
  }
}
