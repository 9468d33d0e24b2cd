package dev.sonde.tracer.condition;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.condition.Frame.Moment;
import dev.sonde.tracer.condition.ValueType.Kind;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes what is true or false as jumps. Between any two values the stack is empty: what waits for
 * another value waits in a local, so that each value may jump away where it is null.
 */
final class Emitter {
  private final Frame frame;
  private final MethodVisitor code;
  private final Values values;

  Emitter(Frame frame) {
    this.frame = frame;
    this.code = frame.code();
    this.values = new Values(frame, this);
  }

  /** Jumps to the target when the node is as wanted, and falls through when it is not. */
  void branch(Node node, boolean wanted, Label target) {
    if (node instanceof Node.Not not) branch(not.operand(), !wanted, target);
    else if (node instanceof Node.And and) both(and.left(), and.right(), wanted, true, target);
    else if (node instanceof Node.Or or) both(or.left(), or.right(), wanted, false, target);
    else {
      Label next = new Label();
      decide(node, wanted ? target : next, wanted ? next : target);
      code.visitLabel(next);
    }
  }

  private void both(Node left, Node right, boolean wanted, boolean and, Label target) {
    if (wanted != and) {
      branch(left, wanted, target);
      branch(right, wanted, target);
    } else {
      Label next = new Label();
      branch(left, !wanted, next);
      branch(right, wanted, target);
      code.visitLabel(next);
    }
  }

  /** Jumps to one of the two. What speaks of a result is false when there is none. */
  private void decide(Node node, Label yes, Label no) {
    if (frame.moment() == Moment.THREW && Mentions.returned(node)) code.visitJumpInsn(GOTO, no);
    else if (node instanceof Node.IsNull test) {
      values.push(test.operand(), yes);
      values.pop(test.operand().type());
      code.visitJumpInsn(GOTO, no);
    } else if (node instanceof Node.IsA test) isA(test, yes, no);
    else if (node instanceof Node.Compare compare) compare(compare, yes, no);
    else if (node instanceof Node.Order order) order(order, yes, no);
    else if (node instanceof Node.Same same) same(same, yes, no);
    else {
      values.push(node, no);
      code.visitJumpInsn(IFNE, yes);
      code.visitJumpInsn(GOTO, no);
    }
  }

  private void isA(Node.IsA test, Label yes, Label no) {
    int operand = values.stored(test.operand(), no);
    frame.constant(test.test());
    values.load(test.operand().type(), operand);
    values.invoke(test.test());
    code.visitJumpInsn(IFNE, yes);
    code.visitJumpInsn(GOTO, no);
  }

  /**
   * @param rest is given the locals of both values
   */
  private void two(
      Node left, Node right, boolean equality, Label yes, Label no, Consumer<int[]> rest) {
    Label leftAbsent = new Label();
    boolean both = equality && Mentions.nullable(left) && Mentions.nullable(right);
    int one = values.stored(left, both ? leftAbsent : no);
    int two = values.stored(right, no);
    rest.accept(new int[] {one, two});
    if (!both) return;
    code.visitLabel(leftAbsent);
    values.push(right, yes);
    values.pop(right.type());
    code.visitJumpInsn(GOTO, no);
  }

  private void compare(Node.Compare compare, Label yes, Label no) {
    boolean equality = compare.operator().equals("==");
    Kind kind = compare.left().type().kind();
    two(
        compare.left(),
        compare.right(),
        equality,
        yes,
        no,
        locals -> {
          values.load(compare.left().type(), locals[0]);
          values.load(compare.right().type(), locals[1]);
          boolean below = compare.operator().startsWith("<");
          if (kind == Kind.REAL) code.visitInsn(below ? DCMPG : DCMPL);
          else if (kind == Kind.TRUTH || kind == Kind.LETTER) code.visitInsn(ISUB);
          else code.visitInsn(LCMP);
          code.visitJumpInsn(jump(compare.operator()), yes);
          code.visitJumpInsn(GOTO, no);
        });
  }

  private static int jump(String operator) {
    return switch (operator) {
      case "<" -> IFLT;
      case "<=" -> IFLE;
      case ">" -> IFGT;
      case ">=" -> IFGE;
      default -> IFEQ;
    };
  }

  /** The order is below, at or above 0, or 2 where there is none. */
  private void order(Node.Order order, Label yes, Label no) {
    boolean equality = order.operator().equals("==");
    two(
        order.left(),
        order.right(),
        equality,
        yes,
        no,
        locals -> {
          handle(order.order(), order.left(), order.right(), locals);
          code.visitInsn(L2I);
          if (order.operator().startsWith(">")) {
            if (order.operator().equals(">=")) code.visitInsn(ICONST_1);
            if (order.operator().equals(">=")) code.visitInsn(IOR);
            code.visitInsn(ICONST_1);
            code.visitJumpInsn(IF_ICMPEQ, yes);
          } else code.visitJumpInsn(jump(order.operator()), yes);
          code.visitJumpInsn(GOTO, no);
        });
  }

  private void same(Node.Same same, Label yes, Label no) {
    two(
        same.left(),
        same.right(),
        true,
        yes,
        no,
        locals -> {
          handle(same.same(), same.left(), same.right(), locals);
          code.visitJumpInsn(IFNE, yes);
          code.visitJumpInsn(GOTO, no);
        });
  }

  private void handle(Handle handle, Node left, Node right, int[] locals) {
    frame.constant(handle);
    values.load(left.type(), locals[0]);
    values.load(right.type(), locals[1]);
    values.invoke(handle);
  }
}
