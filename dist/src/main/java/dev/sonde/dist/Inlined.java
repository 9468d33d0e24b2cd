package dev.sonde.dist;

import java.util.SortedSet;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A call that becomes the code of what it calls. Frames are to be computed afterwards. */
final class Inlined {
  private final MethodNode caller;
  private final MethodInsnNode call;
  private final MethodNode callee;
  private final InsnList code = new InsnList();
  private final LabelNode end = new LabelNode();

  /** Variables that refer to objects: nothing may be held longer than before. */
  private final SortedSet<Integer> references = new TreeSet<>();

  Inlined(MethodNode caller, MethodInsnNode call, MethodNode callee) {
    this.caller = caller;
    this.call = call;
    this.callee = callee;
  }

  /**
   * @param free the first variable of the caller that is nobody's
   */
  void at(int free) {
    boolean isStatic = (callee.access & Opcodes.ACC_STATIC) != 0;
    boolean ofThis = isStatic || isOfThis();
    store(Type.getArgumentTypes(callee.desc), free + (isStatic ? 0 : 1));
    if (!isStatic) {
      if (!ofThis) mustNotBeNull();
      references.add(free);
      code.add(new VarInsnNode(Opcodes.ASTORE, free));
    }
    body(free);
    code.add(end);
    for (int each : references) {
      code.add(new InsnNode(Opcodes.ACONST_NULL));
      code.add(new VarInsnNode(Opcodes.ASTORE, each));
    }
    line();
    caller.instructions.insert(call, code);
    caller.instructions.remove(call);
    caller.maxLocals = Math.max(caller.maxLocals, free + callee.maxLocals);
    caller.maxStack += callee.maxStack + 1;
  }

  /** Without arguments it is plain what a method is called on. */
  private boolean isOfThis() {
    AbstractInsnNode before = call.getPrevious();
    while (before != null && before.getOpcode() < 0) before = before.getPrevious();
    return callee.desc.startsWith("()")
        && (caller.access & Opcodes.ACC_STATIC) == 0
        && before instanceof VarInsnNode load
        && load.getOpcode() == Opcodes.ALOAD
        && load.var == 0;
  }

  private void mustNotBeNull() {
    code.add(new InsnNode(Opcodes.DUP));
    String check = "(Ljava/lang/Object;)Ljava/lang/Object;";
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, "java/util/Objects", "requireNonNull", check, false));
    code.add(new InsnNode(Opcodes.POP));
  }

  /** The last is on top. */
  private void store(Type[] arguments, int first) {
    int[] places = new int[arguments.length];
    for (int i = 0, next = first; i < places.length; next += arguments[i++].getSize())
      places[i] = next;
    for (int i = places.length - 1; i >= 0; i--) {
      code.add(new VarInsnNode(arguments[i].getOpcode(Opcodes.ISTORE), places[i]));
      if (arguments[i].getSort() >= Type.ARRAY) references.add(places[i]);
    }
  }

  private void body(int free) {
    AbstractInsnNode last = last();
    for (AbstractInsnNode each : callee.instructions.toArray()) {
      callee.instructions.remove(each);
      if (each instanceof FrameNode) continue;
      if (each instanceof VarInsnNode variable) {
        variable.var += free;
        if (variable.getOpcode() == Opcodes.ASTORE) references.add(variable.var);
      }
      if (each instanceof IincInsnNode variable) variable.var += free;
      if (!isReturn(each)) code.add(each);
      else if (each != last) code.add(new JumpInsnNode(Opcodes.GOTO, end));
    }
  }

  private AbstractInsnNode last() {
    AbstractInsnNode last = callee.instructions.getLast();
    while (last.getOpcode() < 0) last = last.getPrevious();
    return last;
  }

  private static boolean isReturn(AbstractInsnNode each) {
    return each.getOpcode() >= Opcodes.IRETURN && each.getOpcode() <= Opcodes.RETURN;
  }

  /** What comes behind has the line of the call again. */
  private void line() {
    for (AbstractInsnNode each = call; each != null; each = each.getPrevious())
      if (each instanceof LineNumberNode line) {
        LabelNode behind = new LabelNode();
        code.add(behind);
        code.add(new LineNumberNode(line.line, behind));
        return;
      }
  }
}
