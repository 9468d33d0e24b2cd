package dev.sonde.jshell;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * What is added to the class of a snippet before it leaves: a check at the start of each method and
 * at each backward branch, which can stop it; a note of each object of its own classes; and a name
 * that an application without jshell knows in place of jshell's own exception.
 */
final class Weaving {
  private static final String BRAKE = "dev/sonde/shell/Brake";
  private static final String OFFSPRING = "dev/sonde/shell/Offspring";
  private static final String NOTE = "(Ljava/lang/Object;)V";
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

  private Weaving() {}

  static byte[] woven(byte[] classFile) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    SimpleRemapper names =
        new SimpleRemapper(
            Opcodes.ASM9, "jdk/jshell/spi/SPIResolutionException", "dev/sonde/shell/Unresolved");
    new ClassReader(classFile).accept(new Snippet(new ClassRemapper(writer, names)), 0);
    return writer.toByteArray();
  }

  private static final class Snippet extends ClassVisitor {
    private boolean declared;

    Snippet(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      // The class that jshell puts around is REPL/$JShell$11, what a person declares is inside.
      declared = name.matches("REPL/\\$JShell\\$\\w+\\$.+");
      super.visit(version, access, name, generic, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, generic, thrown);
      return new Method(next, declared && name.equals("<init>"));
    }
  }

  private static final class Method extends MethodVisitor {
    private final boolean makes;
    private final Set<Label> passed = new HashSet<>();

    Method(MethodVisitor next, boolean makes) {
      super(Opcodes.ASM9, next);
      this.makes = makes;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (passed.contains(label)) check();
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
      switching(otherwise, labels);
      super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      switching(otherwise, labels);
      super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    private void switching(Label otherwise, Label... labels) {
      if (passed.contains(otherwise) || List.of(labels).stream().anyMatch(passed::contains))
        check();
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean ends =
          owner.equals("java/lang/System") && name.equals("exit") && descriptor.equals("(I)V");
      super.visitMethodInsn(opcode, ends ? BRAKE : owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
      if (!bootstrap.getOwner().equals(LAMBDAS)) return;
      super.visitInsn(Opcodes.DUP);
      note();
    }

    @Override
    public void visitInsn(int opcode) {
      if (makes && opcode == Opcodes.RETURN) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        note();
      }
      super.visitInsn(opcode);
    }

    private void check() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, BRAKE, "check", "()V", false);
    }

    private void note() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, OFFSPRING, "born", NOTE, false);
    }
  }
}
