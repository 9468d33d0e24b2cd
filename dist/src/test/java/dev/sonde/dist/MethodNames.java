package dev.sonde.dist;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The methods that a class file names, as {@code owner.name(descriptor)}. */
final class MethodNames {
  private MethodNames() {}

  static Set<String> of(byte[] classFile) {
    Set<String> named = new HashSet<>();
    MethodVisitor calls =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String type, boolean isInterface) {
            named.add(owner + "." + name + type);
          }

          @Override
          public void visitInvokeDynamicInsn(
              String name, String type, Handle bootstrap, Object... arguments) {
            for (Object each : arguments)
              if (each instanceof Handle handle)
                named.add(handle.getOwner() + "." + handle.getName() + handle.getDesc());
          }
        };
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String generic, String[] thrown) {
                return calls;
              }
            },
            0);
    return named;
  }

  /** Whether a class has it, or one above it; what leads out of these classes has whatever. */
  static boolean isIn(Map<String, byte[]> classes, String method) {
    int dot = method.indexOf('.');
    String owner = method.substring(0, dot);
    if (owner.startsWith("java/")) return true;
    byte[] classFile = classes.get(owner);
    if (classFile == null) return false;
    String own = method.substring(dot + 1);
    boolean[] found = {false};
    ClassReader reader = new ClassReader(classFile);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            found[0] |= (name + type).equals(own);
            return null;
          }
        },
        ClassReader.SKIP_CODE);
    if (found[0]) return true;
    for (String above : reader.getInterfaces()) if (isIn(classes, above + "." + own)) return true;
    // Only an interface, or Object itself, leads to Object here: it is not Kotlin's fault.
    return !reader.getSuperName().equals("java/lang/Object")
        && isIn(classes, reader.getSuperName() + "." + own);
  }
}
