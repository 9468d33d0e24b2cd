package dev.sonde.dist;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Static initialisers of several classes as that of one: one begins where the other returns. */
final class Starts {
  private Starts() {}

  static MethodNode joined(List<MethodNode> starts) {
    MethodNode joined =
        new MethodNode(Opcodes.ACC_STATIC, StartOrder.START, "()V", null, new String[0]);
    for (MethodNode each : starts) {
      LabelNode end = new LabelNode();
      boolean jumps = returnsTo(end, each);
      joined.instructions.add(each.instructions);
      joined.tryCatchBlocks.addAll(each.tryCatchBlocks);
      joined.maxStack = Math.max(joined.maxStack, each.maxStack);
      joined.maxLocals = Math.max(joined.maxLocals, each.maxLocals);
      joined.instructions.add(end);
      if (jumps)
        joined.instructions.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]));
    }
    joined.instructions.add(new InsnNode(Opcodes.RETURN));
    return joined;
  }

  /** Whether any jump is needed: the last return is where the next begins. */
  private static boolean returnsTo(LabelNode end, MethodNode start) {
    boolean jumps = false;
    AbstractInsnNode last = last(start);
    for (AbstractInsnNode each : start.instructions.toArray())
      if (each.getOpcode() == Opcodes.RETURN) {
        if (each == last) start.instructions.remove(each);
        else {
          start.instructions.set(each, new JumpInsnNode(Opcodes.GOTO, end));
          jumps = true;
        }
      }
    return jumps;
  }

  private static AbstractInsnNode last(MethodNode start) {
    AbstractInsnNode last = start.instructions.getLast();
    while (last.getOpcode() < 0) last = last.getPrevious();
    return last;
  }
}
