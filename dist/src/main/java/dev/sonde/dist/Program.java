package dev.sonde.dist;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * All classes of a jar that goes into a target, with what has to be known of the whole to change
 * one: who has subtypes, which types are asked for at run time, and what stands in texts.
 */
final class Program {
  /** What plugins of others are compiled against: it stays as it is. */
  static final String API = "dev/sonde/api/";

  /** What the agent looks for. */
  private static final String ENTRY = "dev/sonde/target/Tenant";

  /** {@code Peek} looks for methods of the objects that it has, by their names. */
  private static final String LOOKED_INTO = "dev/sonde/tracer/condition/";

  /** By internal name. */
  final SortedMap<String, ClassNode> classes = new TreeMap<>();

  /** By {@code instanceof}, or by an exception's handler. */
  private final Set<String> askedFor = new HashSet<>();

  final Set<String> supertypes = new HashSet<>();
  private final Set<String> texts = new HashSet<>();
  private final Set<String> constants = new HashSet<>();
  private final Jar jar;

  private Program(Jar jar) {
    this.jar = jar;
    jar.entries()
        .forEach(
            (name, file) -> {
              if (name.endsWith(".class")) add(file);
            });
  }

  static Program of(Jar jar) {
    return new Program(jar);
  }

  /** An enum's, which has its own class as a constant. */
  static boolean isGenerated(ClassNode node, MethodNode method) {
    return "java/lang/Enum".equals(node.superName) && method.name.equals("valueOf");
  }

  ClassNode get(String name) {
    ClassNode node = classes.get(name);
    if (node == null) throw new IllegalStateException("expected a class " + name + " in the jar");
    return node;
  }

  private void add(byte[] file) {
    ClassNode node = new ClassNode();
    new ClassReader(file).accept(node, ClassReader.EXPAND_FRAMES);
    classes.put(node.name, node);
    supertypes.add(node.superName);
    supertypes.addAll(node.interfaces);
    for (MethodNode method : node.methods) {
      for (TryCatchBlockNode handler : method.tryCatchBlocks)
        if (handler.type != null) askedFor.add(handler.type);
      if (!isGenerated(node, method)) for (AbstractInsnNode each : method.instructions) read(each);
    }
  }

  private void read(AbstractInsnNode each) {
    if (each.getOpcode() == Opcodes.INSTANCEOF) askedFor.add(((TypeInsnNode) each).desc);
    if (!(each instanceof LdcInsnNode constant)) return;
    if (constant.cst instanceof String text) texts.add(text);
    if (constant.cst instanceof Type type) constants.add(element(type).getInternalName());
  }

  private static Type element(Type type) {
    return type.getSort() == Type.ARRAY ? type.getElementType() : type;
  }

  /** Whether anything tells it from another class. */
  boolean isAskedFor(String name) {
    return name.equals(ENTRY)
        || askedFor.contains(name)
        || constants.contains(name)
        || isNamedInText(name);
  }

  static boolean isInterface(ClassNode node) {
    return (node.access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Whether what it does depends on the class, or its package, that does it. */
  static boolean looksAround(ClassNode node) {
    for (MethodNode method : node.methods)
      for (AbstractInsnNode each : method.instructions)
        if (each instanceof MethodInsnNode call
            && call.owner.equals("java/lang/invoke/MethodHandles")
            && call.name.equals("lookup")) return true;
    return false;
  }

  static boolean isRecord(ClassNode node) {
    return "java/lang/Record".equals(node.superName);
  }

  /**
   * Whether members may be looked for by names, which may be put together at run time: that takes
   * the class, as a constant, by a text or from an object.
   */
  boolean isLookedInto(ClassNode node) {
    return node.name.equals(ENTRY)
        || node.name.startsWith(LOOKED_INTO)
        || constants.contains(node.name)
        || isNamedInText(node.name);
  }

  /** Whether a text, or a file of the jar, names the class. */
  private boolean isNamedInText(String name) {
    String dotted = name.replace('/', '.');
    return texts.contains(name)
        || texts.contains(dotted)
        || jar.entries().keySet().stream().anyMatch(entry -> entry.endsWith("/" + dotted))
        || texts.stream().anyMatch(text -> text.contains("L" + name + ";"));
  }

  /** The jar with the classes as they are now. */
  Jar written() {
    Jar written = new Jar();
    jar.entries()
        .forEach(
            (name, file) -> {
              if (!name.endsWith(".class")) written.put(name, file);
            });
    for (Map.Entry<String, ClassNode> each : classes.entrySet()) {
      ClassWriter writer = new ClassWriter(0);
      each.getValue().accept(writer);
      written.put(each.getKey() + ".class", writer.toByteArray());
    }
    return written;
  }
}
