package dev.sonde.dist;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods that one place calls moved to that place: a method costs the target 200 bytes and its
 * call 50. The sources have many, for reading. Lines of stack traces stay within a class; what
 * comes from another has the line of the call. Methods with handlers of exceptions stay, and so do
 * those of {@link Hot} classes, whose size the JIT compiler goes by.
 */
final class Inlining {
  private static final int NEVER =
      Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT;

  /** Well below what the JIT compiler takes (8,000 bytes), and what a person looks at. */
  private static final int MOST_INSTRUCTIONS = 500;

  private final Program program;
  private final Set<String> loaded;
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, MethodNode> candidates = new TreeMap<>();
  private final Set<MethodNode> moved = new HashSet<>();
  private final Set<MethodNode> done = new HashSet<>();
  private final Set<String> changed = new TreeSet<>();

  private Inlining(Program program, Collection<String> loaded) {
    this.program = program;
    this.loaded = Set.copyOf(loaded);
  }

  static void doneIn(Program program, Collection<String> loaded) {
    new Inlining(program, loaded).run();
  }

  private void run() {
    for (ClassNode node : program.classes.values())
      for (MethodNode method : node.methods)
        for (AbstractInsnNode each : method.instructions)
          if (each instanceof MethodInsnNode call) calls.merge(key(call), 1, Integer::sum);
    Overriding overriding = new Overriding(program);
    for (ClassNode node : program.classes.values())
      if (isCold(node))
        for (MethodNode method : node.methods)
          if (mayMove(overriding, node, method)) candidates.put(key(node, method), method);
    for (ClassNode node : program.classes.values())
      for (MethodNode method : node.methods) into(node, method);
    for (String each : changed) {
      ClassNode node = program.get(each);
      node.methods.removeAll(moved);
      program.classes.put(each, Frames.computed(node, program));
    }
  }

  private static String key(MethodInsnNode call) {
    return call.owner + "." + call.name + call.desc;
  }

  private static String key(ClassNode node, MethodNode method) {
    return node.name + "." + method.name + method.desc;
  }

  private static boolean isCold(ClassNode node) {
    return !node.name.startsWith(Program.API)
        && !Program.isInterface(node)
        && !Program.isRecord(node)
        && !Hot.is(node.name);
  }

  private boolean mayMove(Overriding overriding, ClassNode node, MethodNode method) {
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    return !method.name.startsWith("<")
        && (method.access & NEVER) == 0
        && method.tryCatchBlocks.isEmpty()
        && calls.getOrDefault(key(node, method), 0) == 1
        && !program.isLookedInto(node)
        && (isStatic
            || overriding.isAlone(node, method) && !program.supertypes.contains(node.name));
  }

  /** What is called first, so that it moves as a whole. */
  private void into(ClassNode node, MethodNode caller) {
    if (!isCold(node) || !done.add(caller)) return;
    int free = caller.maxLocals;
    for (AbstractInsnNode each : caller.instructions.toArray())
      if (each instanceof MethodInsnNode call) {
        MethodNode callee = callee(node, call);
        if (callee == null || callee == caller) continue;
        into(program.get(call.owner), callee);
        if (moved.contains(caller)
            || caller.instructions.size() + callee.instructions.size() > MOST_INSTRUCTIONS)
          continue;
        boolean isForeign = !call.owner.equals(node.name);
        if (isForeign) callee.instructions.forEach(line -> withoutLine(callee, line));
        new Inlined(caller, call, callee).at(free);
        moved.add(callee);
        changed.add(node.name);
        changed.add(call.owner);
      }
  }

  private static void withoutLine(MethodNode method, AbstractInsnNode each) {
    if (each instanceof LineNumberNode) method.instructions.remove(each);
  }

  /**
   * What a lambda does stays by itself, so that a stack trace has its name, and so do classes that
   * are loaded in rare cases or need a part of the JDK that may be missing.
   */
  private @Nullable MethodNode callee(ClassNode node, MethodInsnNode call) {
    boolean isNear =
        call.owner.equals(node.name)
            || !node.name.endsWith("/Lambdas")
                && loaded.contains(call.owner)
                && !Program.looksAround(program.get(call.owner))
                && !Mentions.areOptional(program.get(call.owner), program);
    return isNear ? candidates.get(key(call)) : null;
  }
}
