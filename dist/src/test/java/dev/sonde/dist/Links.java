package dev.sonde.dist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the code of some classes names, looked up as a JVM does when it comes there (JVMS 5.4.3).
 */
final class Links {
  private static final int SEEN_BY_ALL = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

  private final Map<String, ClassNode> classes = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  private Links(Map<String, byte[]> files) {
    for (byte[] file : files.values()) {
      ClassNode node = new ClassNode();
      new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES);
      classes.put(node.name, node);
    }
  }

  /** Each place that names something which is not there, or not so. */
  static List<String> broken(Map<String, byte[]> files) {
    Links links = new Links(files);
    for (ClassNode node : links.classes.values())
      for (MethodNode method : node.methods)
        for (AbstractInsnNode each : method.instructions) links.look(node, method, each);
    return links.broken;
  }

  private void look(ClassNode from, MethodNode method, AbstractInsnNode each) {
    String why = null;
    if (each instanceof MethodInsnNode call) why = look(from, call);
    if (each instanceof FieldInsnNode field) why = look(from, field);
    if (why != null) broken.add(from.name + "." + method.name + ": " + why);
  }

  private @Nullable String look(ClassNode from, MethodInsnNode call) {
    String name = call.name + call.desc;
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    ClassNode owner = classes.get(call.owner);
    boolean isInterface = owner != null && (owner.access & Opcodes.ACC_INTERFACE) != 0;
    if (owner != null && isInterface != call.itf) return call.owner + " is no interface, or is one";
    return look(from, call.owner, name, isStatic);
  }

  private @Nullable String look(ClassNode from, FieldInsnNode field) {
    boolean isStatic =
        field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC;
    return look(from, field.owner, field.name + " " + field.desc, isStatic);
  }

  private @Nullable String look(ClassNode from, String owner, String member, boolean isStatic) {
    ClassNode named = classes.get(owner);
    if (named == null) return isOurs(owner) ? "no class " + owner : null;
    if (!sees(from, named, named.access)) return "may not use " + owner;
    Deque<String> above = new ArrayDeque<>(List.of(owner));
    boolean ofJdk = false;
    while (!above.isEmpty()) {
      String type = above.remove();
      ClassNode each = classes.get(type);
      ofJdk |= each == null && (isOfJdk(type, member));
      if (each == null) continue;
      Integer access = access(each, member);
      if (access != null) return judged(from, each, member, access, isStatic);
      above.addAll(each.interfaces);
      above.add(each.superName);
    }
    return ofJdk ? null : "no " + owner + "." + member;
  }

  private static boolean isOurs(String type) {
    return type.startsWith("dev/sonde/");
  }

  private static @Nullable String judged(
      ClassNode from, ClassNode owner, String member, int access, boolean isStatic) {
    String named = owner.name + "." + member;
    if (((access & Opcodes.ACC_STATIC) != 0) != isStatic) return named + " is static, or is not";
    return sees(from, owner, access) ? null : "may not use " + named;
  }

  private static boolean sees(ClassNode from, ClassNode owner, int access) {
    if (from.name.equals(owner.name) || (access & SEEN_BY_ALL) != 0) return true;
    if ((access & Opcodes.ACC_PRIVATE) != 0) return nest(from).equals(nest(owner));
    return packageOf(from).equals(packageOf(owner));
  }

  private static String nest(ClassNode node) {
    return node.nestHostClass == null ? node.name : node.nestHostClass;
  }

  private static String packageOf(ClassNode node) {
    return node.name.substring(0, node.name.lastIndexOf('/') + 1);
  }

  private static @Nullable Integer access(ClassNode node, String member) {
    for (MethodNode each : node.methods)
      if (member.equals(each.name + each.desc)) return each.access;
    for (FieldNode each : node.fields)
      if (member.equals(each.name + " " + each.desc)) return each.access;
    return null;
  }

  /** By name alone, and in any type above: what the JDK has, javac has looked up. */
  private static boolean isOfJdk(String type, String member) {
    try {
      for (Class<?> each = Class.forName(type.replace('/', '.'), false, null);
          each != null;
          each = each.getSuperclass()) if (has(each, member)) return true;
      return false;
    } catch (ClassNotFoundException e) {
      return true;
    }
  }

  private static boolean has(Class<?> type, String member) {
    for (var each : type.getDeclaredMethods())
      if (member.startsWith(each.getName() + "(")) return true;
    for (var each : type.getDeclaredFields())
      if (member.startsWith(each.getName() + " ")) return true;
    for (Class<?> each : type.getInterfaces()) if (has(each, member)) return true;
    return member.startsWith("<init>(");
  }
}
