package dev.sonde.dist;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods that tell that they run, in a build that {@code dist/rare-methods} makes: whom they tell,
 * {@code java.lang.SondeRan}, is a class that this script gives to its targets.
 */
final class Telling {
  private static final String TOLD = "java/lang/SondeRan";

  private Telling() {}

  static void in(Program program) {
    for (ClassNode node : program.classes.values())
      for (MethodNode method : node.methods)
        if (RareMethods.mayBeTold(node, method)) tell(node, method);
  }

  private static void tell(ClassNode node, MethodNode method) {
    InsnList told = new InsnList();
    told.add(new LdcInsnNode(RareMethods.key(node, method)));
    told.add(new MethodInsnNode(Opcodes.INVOKESTATIC, TOLD, "ran", "(Ljava/lang/String;)V", false));
    method.instructions.insert(told);
    method.maxStack = Math.max(method.maxStack, 1);
  }
}
