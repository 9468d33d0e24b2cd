package dev.sonde.tracer.condition;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds out whether a method only returns a field of its object. */
final class Getter extends MethodVisitor {
  /** The field, by the internal name of the class that the code names. */
  record Returned(String owner, String name, String descriptor) {}

  private final Consumer<@Nullable Returned> found;
  private @Nullable Returned field;

  /** Instructions that fit so far: load this, get field, return. */
  private int fitting;

  private boolean other;

  Getter(Consumer<@Nullable Returned> found) {
    super(Opcodes.ASM9);
    this.found = found;
  }

  @Override
  public void visitVarInsn(int opcode, int index) {
    step(0, opcode == Opcodes.ALOAD && index == 0);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    step(1, opcode == Opcodes.GETFIELD);
    field = new Returned(owner, name, descriptor);
  }

  @Override
  public void visitInsn(int opcode) {
    step(2, opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN);
  }

  private void step(int number, boolean fits) {
    if (fitting++ != number || !fits) other = true;
  }

  /** In a generic class, where the field's type is a variable. */
  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode != Opcodes.CHECKCAST || fitting != 2) other = true;
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    other = true;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    other = true;
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    other = true;
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    other = true;
  }

  @Override
  public void visitLdcInsn(Object value) {
    other = true;
  }

  @Override
  public void visitIincInsn(int index, int increment) {
    other = true;
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
    other = true;
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    other = true;
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    other = true;
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    other = true;
  }

  @Override
  public void visitEnd() {
    found.accept(other || fitting != 3 ? null : field);
  }
}
