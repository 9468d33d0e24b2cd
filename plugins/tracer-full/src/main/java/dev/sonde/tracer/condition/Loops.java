package dev.sonde.tracer.condition;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes any, all and count: of null they are false, true and 0. */
final class Loops {
  private static final String ITERATOR = "java/util/Iterator";

  private final Frame frame;
  private final MethodVisitor code;
  private final Values values;
  private final Emitter emitter;

  Loops(Frame frame, Values values, Emitter emitter) {
    this.frame = frame;
    this.code = frame.code();
    this.values = values;
    this.emitter = emitter;
  }

  void push(Node.Each each) {
    Label over = new Label();
    Label end = new Label();
    boolean counting = each.kind().equals("count");
    int looked = zero();
    int counted = counting ? zero() : 0;
    if (each.iterator() == null) array(each, looked, counted, over, end);
    else iterator(each, looked, counted, over, end);
    code.visitLabel(over);
    if (counting) code.visitVarInsn(LLOAD, counted);
    else code.visitInsn(each.kind().equals("all") ? ICONST_1 : ICONST_0);
    code.visitLabel(end);
  }

  private int zero() {
    int local = frame.local(2);
    code.visitInsn(LCONST_0);
    code.visitVarInsn(LSTORE, local);
    return local;
  }

  private void iterator(Node.Each each, int looked, int counted, Label over, Label end) {
    int source = values.stored(each.source(), over);
    int iterator = frame.local(1);
    Label next = new Label();
    frame.constant(each.iterator());
    code.visitVarInsn(ALOAD, source);
    values.invoke(each.iterator());
    code.visitTypeInsn(CHECKCAST, ITERATOR);
    code.visitVarInsn(ASTORE, iterator);
    code.visitLabel(next);
    code.visitVarInsn(ALOAD, iterator);
    code.visitMethodInsn(INVOKEINTERFACE, ITERATOR, "hasNext", "()Z", true);
    code.visitJumpInsn(IFEQ, over);
    bounded(each, looked);
    code.visitVarInsn(ALOAD, iterator);
    code.visitMethodInsn(INVOKEINTERFACE, ITERATOR, "next", "()Ljava/lang/Object;", true);
    body(each, counted, next, end);
  }

  private void array(Node.Each each, int looked, int counted, Label over, Label end) {
    int source = values.stored(each.source(), over);
    Label next = new Label();
    code.visitLabel(next);
    code.visitVarInsn(LLOAD, looked);
    values.array(each.source().type(), source);
    code.visitInsn(ARRAYLENGTH);
    code.visitInsn(I2L);
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFGE, over);
    int index = frame.local(2);
    code.visitVarInsn(LLOAD, looked);
    code.visitVarInsn(LSTORE, index);
    bounded(each, looked);
    values.array(each.source().type(), source);
    code.visitVarInsn(LLOAD, index);
    code.visitInsn(L2I);
    values.element(each.element());
    body(each, counted, next, end);
  }

  /** Counts one more, or throws. */
  private void bounded(Node.Each each, int looked) {
    Label fine = new Label();
    code.visitVarInsn(LLOAD, looked);
    code.visitLdcInsn((long) Peek.ELEMENTS);
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFLT, fine);
    frame.constant(each.bounded());
    code.visitVarInsn(LLOAD, looked);
    values.invoke(each.bounded());
    code.visitLabel(fine);
    code.visitVarInsn(LLOAD, looked);
    code.visitInsn(LCONST_1);
    code.visitInsn(LADD);
    code.visitVarInsn(LSTORE, looked);
  }

  /** Takes the element from the stack. */
  private void body(Node.Each each, int counted, Label next, Label end) {
    int item = frame.local(Values.words(each.element()));
    code.visitVarInsn(Values.carrier(each.element()).getOpcode(ISTORE), item);
    values.items.put(each.variable(), item);
    if (each.condition() != null) emitter.branch(each.condition(), each.kind().equals("all"), next);
    switch (each.kind()) {
      case "any" -> done(ICONST_1, end);
      case "all" -> done(ICONST_0, end);
      default -> {
        code.visitVarInsn(LLOAD, counted);
        code.visitInsn(LCONST_1);
        code.visitInsn(LADD);
        code.visitVarInsn(LSTORE, counted);
        code.visitJumpInsn(GOTO, next);
      }
    }
  }

  private void done(int result, Label end) {
    code.visitInsn(result);
    code.visitJumpInsn(GOTO, end);
  }
}
