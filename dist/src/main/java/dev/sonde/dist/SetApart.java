package dev.sonde.dist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Methods that a plain trace does not run ({@link RareMethods}) in classes that it does not load,
 * one for each package: {@code Rare}. What calls such a method calls it there; of one that may be
 * overridden, or that overrides, a few bytes stay. What runs in threads of the application stays.
 */
final class SetApart {
  private static final String APART = "Rare";

  /** What runs in threads of the application: it is to load no class there in a rare case. */
  private static final List<String> IN_CALLS =
      List.of(
          "dev/sonde/target/Ring",
          "dev/sonde/target/RecordEncoder",
          "dev/sonde/tracer/capture/",
          "dev/sonde/tracer/link/",
          "dev/sonde/tracer/measure/",
          "dev/sonde/tracer/record/",
          "dev/sonde/wire/");

  /** Fewer are not worth a method that stays. */
  private static final int FEWEST_INSTRUCTIONS = 20;

  private final Program program;
  private final Map<String, Set<String>> rare;
  private final Overriding overriding;
  private final Seen seen;
  private final SortedMap<String, ClassNode> made = new TreeMap<>();

  /** By owner, name and type, of those that no other can be meant by. */
  private final Map<String, MethodInsnNode> moved = new HashMap<>();

  private SetApart(Program program, Map<String, Set<String>> rare) {
    this.program = program;
    this.rare = rare;
    this.overriding = new Overriding(program);
    this.seen = new Seen(program);
  }

  /**
   * @param program all open
   * @param rare names of methods by classes; those of other jars are passed over
   */
  static void in(Program program, Map<String, Set<String>> rare) {
    new SetApart(program, rare).run();
  }

  private void run() {
    Map<ClassNode, List<MethodNode>> chosen = new HashMap<>();
    for (ClassNode node : program.classes.values())
      if (isConcerned(node)) chosen.put(node, chosen(node));
    for (ClassNode node : program.classes.values())
      for (MethodNode each : chosen.getOrDefault(node, List.of())) move(node, each);
    program.classes.putAll(made);
    for (ClassNode node : program.classes.values())
      for (MethodNode method : node.methods)
        for (AbstractInsnNode each : method.instructions.toArray())
          if (each instanceof MethodInsnNode call) {
            MethodInsnNode now = moved.get(declared(call));
            if (now != null) method.instructions.set(call, now.clone(Map.of()));
          }
  }

  private boolean isConcerned(ClassNode node) {
    return rare.containsKey(node.name)
        && !node.name.startsWith(Program.API)
        && !Program.isInterface(node)
        && !Program.isRecord(node)
        && !isInCalls(node.name)
        && !program.isLookedInto(node)
        && !Program.looksAround(node)
        && !Mentions.areOptional(node, program);
  }

  static boolean isInCalls(String name) {
    return IN_CALLS.stream().anyMatch(name::startsWith);
  }

  private List<MethodNode> chosen(ClassNode node) {
    List<MethodNode> chosen = new ArrayList<>();
    for (MethodNode each : node.methods)
      if (rare.get(node.name).contains(each.name)
          && mayMove(each)
          && (isAlone(node, each) || isWorthACall(each))) chosen.add(each);
    return chosen;
  }

  /** What makes an object may need its class loaded as soon as it is verified. */
  private boolean isWorthACall(MethodNode method) {
    for (AbstractInsnNode each : method.instructions)
      if (each.getOpcode() == Opcodes.NEW
          && program.classes.containsKey(((TypeInsnNode) each).desc)) return true;
    return method.instructions.size() >= FEWEST_INSTRUCTIONS;
  }

  private boolean isAlone(ClassNode node, MethodNode method) {
    return (method.access & Opcodes.ACC_STATIC) != 0 || overriding.isAlone(node, method);
  }

  /** Another class may do what it does. */
  private boolean mayMove(MethodNode method) {
    int never = Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT;
    if (method.name.startsWith("<") || (method.access & never) != 0) return false;
    for (AbstractInsnNode each : method.instructions) if (!seen.isByAll(each)) return false;
    return true;
  }

  private void move(ClassNode node, MethodNode method) {
    boolean isAlone = isAlone(node, method);
    ClassNode taker = made.computeIfAbsent(Merging.packageOf(node.name) + APART, SetApart::taker);
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    String type = isStatic ? method.desc : "(L" + node.name + ";" + method.desc.substring(1);
    String name = free(taker, Opened.own(node, method.name), type);
    MethodNode there =
        new MethodNode(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, type, null, null);
    method.accept(there);
    if (!isStatic) there.instructions.insert(mustNotBeNull());
    there.maxStack = Math.max(there.maxStack, 1);
    taker.methods.add(there);
    MethodInsnNode call = new MethodInsnNode(Opcodes.INVOKESTATIC, taker.name, name, type, false);
    if (isAlone) {
      moved.put(node.name + "." + method.name + method.desc, call);
      node.methods.remove(method);
    } else leave(method, call);
  }

  private static ClassNode taker(String name) {
    ClassNode taker = new ClassNode();
    taker.version = Opcodes.V17;
    taker.access =
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    taker.name = name;
    taker.superName = "java/lang/Object";
    taker.sourceFile = APART;
    return taker;
  }

  private static String free(ClassNode taker, String name, String type) {
    String free = name;
    for (int i = 2; has(taker, free, type); i++) free = name + i;
    return free;
  }

  private static boolean has(ClassNode node, String name, String type) {
    for (MethodNode each : node.methods)
      if (each.name.equals(name) && each.desc.equals(type)) return true;
    return false;
  }

  private static InsnList mustNotBeNull() {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, 0));
    String check = "(Ljava/lang/Object;)Ljava/lang/Object;";
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, "java/util/Objects", "requireNonNull", check, false));
    code.add(new InsnNode(Opcodes.POP));
    return code;
  }

  /** What stays only calls what has moved. */
  private static void leave(MethodNode method, MethodInsnNode call) {
    method.instructions.clear();
    method.tryCatchBlocks.clear();
    int next = 0;
    List<Type> given = new ArrayList<>(List.of(Type.getArgumentTypes(call.desc)));
    for (Type each : given) {
      method.instructions.add(new VarInsnNode(each.getOpcode(Opcodes.ILOAD), next));
      next += each.getSize();
    }
    method.instructions.add(call.clone(Map.of()));
    Type result = Type.getReturnType(call.desc);
    method.instructions.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    method.maxLocals = next;
    method.maxStack = Math.max(next, result.getSize());
  }

  /** The method that a call means, as the class that declares it has it. */
  private @Nullable String declared(MethodInsnNode call) {
    for (ClassNode each = program.classes.get(call.owner);
        each != null;
        each = program.classes.get(each.superName)) {
      String method = each.name + "." + call.name + call.desc;
      if (moved.containsKey(method)) return method;
      if (has(each, call.name, call.desc)) return null;
    }
    return null;
  }
}
