package dev.sonde.tracer.condition;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.condition.Frame.Moment;
import dev.sonde.tracer.condition.ValueType.Kind;
import java.util.IdentityHashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes values onto an empty stack; where there is none, a jump. */
final class Values {
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private final Frame frame;
  private final MethodVisitor code;
  private final Emitter emitter;
  private final Loops loops;
  final Map<Object, Integer> items = new IdentityHashMap<>();

  Values(Frame frame, Emitter emitter) {
    this.frame = frame;
    this.code = frame.code();
    this.emitter = emitter;
    this.loops = new Loops(frame, this, emitter);
  }

  /** Pushes a value, no reference being null, or jumps with an empty stack. */
  void push(Node node, Label absent) {
    if (node instanceof Node.Constant constant) constant(constant, absent);
    else if (node instanceof Node.Truth truth) truth(truth);
    else if (node instanceof Node.Apply apply) apply(apply, absent);
    else if (node instanceof Node.Dispatch dispatch) dispatch(dispatch, absent);
    else if (node instanceof Node.Element element) element(element, absent);
    else if (node instanceof Node.Arithmetic sum) arithmetic(sum, absent);
    else if (node instanceof Node.Each each) loops.push(each);
    else if (node instanceof Node.Secret secret) push(secret.inner(), absent);
    else if (node instanceof Node.Wide wide) wide(wide, absent);
    else if (node instanceof Node.Length length) {
      push(length.array(), absent);
      cast(length.array().type());
      code.visitInsn(ARRAYLENGTH);
      code.visitInsn(I2L);
    } else {
      source(node, absent);
      if (node.type().isReference() && !(node instanceof Node.This)) present(absent);
    }
  }

  /** What the call itself gives. */
  private void source(Node node, Label absent) {
    if (node instanceof Node.Argument argument) {
      frame.argument(argument.index(), argument.type().descriptor());
      widen(argument.type());
    } else if (node instanceof Node.This) frame.receiver();
    else if (node instanceof Node.Item item) load(item.type(), items.get(item.each()));
    else if (node instanceof Node.Caller) frame.caller();
    else if (node instanceof Node.Duration) frame.duration();
    else if (node instanceof Node.Returned returned) {
      frame.returned(returned.type().descriptor());
      widen(returned.type());
    } else if (frame.moment() == Moment.THREW) frame.thrown();
    else {
      code.visitJumpInsn(GOTO, absent);
      code.visitInsn(ACONST_NULL);
    }
  }

  /** Keeps the reference on the stack, or jumps if it is null. */
  private void present(Label absent) {
    int local = frame.local(1);
    code.visitVarInsn(ASTORE, local);
    code.visitVarInsn(ALOAD, local);
    code.visitJumpInsn(IFNULL, absent);
    code.visitVarInsn(ALOAD, local);
  }

  private void constant(Node.Constant constant, Label absent) {
    Object value = constant.value();
    if (value == null) {
      code.visitJumpInsn(GOTO, absent);
      code.visitInsn(ACONST_NULL);
    } else if (value instanceof Boolean truth) code.visitInsn(truth ? ICONST_1 : ICONST_0);
    else if (value instanceof Character letter) code.visitLdcInsn((int) letter);
    else code.visitLdcInsn(value);
  }

  private void truth(Node.Truth truth) {
    Label yes = new Label();
    Label end = new Label();
    emitter.branch(truth, true, yes);
    code.visitInsn(ICONST_0);
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(yes);
    code.visitInsn(ICONST_1);
    code.visitLabel(end);
  }

  private void apply(Node.Apply apply, Label absent) {
    int[] locals = new int[apply.operands().size()];
    for (int i = 0; i < locals.length; i++) locals[i] = stored(apply.operands().get(i), absent);
    frame.constant(apply.handle());
    for (int i = 0; i < locals.length; i++) load(apply.operands().get(i).type(), locals[i]);
    invoke(apply.handle());
    if (apply.type().isReference()) present(absent);
  }

  private void dispatch(Node.Dispatch dispatch, Label absent) {
    int target = stored(dispatch.target(), absent);
    int type = frame.local(1);
    code.visitVarInsn(ALOAD, target);
    code.visitMethodInsn(
        INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false);
    code.visitVarInsn(ASTORE, type);
    Label end = new Label();
    for (Node.Case each : dispatch.cases()) {
      Label fits = new Label();
      Label next = new Label();
      for (Made one : each.classes()) {
        code.visitVarInsn(ALOAD, type);
        frame.constant(one);
        code.visitJumpInsn(IF_ACMPEQ, fits);
      }
      code.visitJumpInsn(GOTO, next);
      code.visitLabel(fits);
      frame.constant(each.handle());
      code.visitVarInsn(ALOAD, target);
      invoke(each.handle());
      code.visitJumpInsn(GOTO, end);
      code.visitLabel(next);
    }
    frame.constant(dispatch.unknown());
    code.visitVarInsn(ALOAD, target);
    invoke(dispatch.unknown());
    code.visitJumpInsn(GOTO, absent);
    code.visitLabel(end);
    if (dispatch.type().isReference()) present(absent);
  }

  private void element(Node.Element element, Label absent) {
    int array = stored(element.array(), absent);
    int index = stored(element.index(), absent);
    code.visitVarInsn(LLOAD, index);
    code.visitInsn(LCONST_0);
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFLT, absent);
    code.visitVarInsn(LLOAD, index);
    array(element.array().type(), array);
    code.visitInsn(ARRAYLENGTH);
    code.visitInsn(I2L);
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFGE, absent);
    array(element.array().type(), array);
    code.visitVarInsn(LLOAD, index);
    code.visitInsn(L2I);
    element(element.type());
    if (element.type().isReference()) present(absent);
  }

  void array(ValueType type, int local) {
    code.visitVarInsn(ALOAD, local);
    cast(type);
  }

  /** Takes array and index, and gives the element, widened. */
  void element(ValueType type) {
    code.visitInsn(Type.getType(type.descriptor()).getOpcode(IALOAD));
    widen(type);
  }

  /** Any array of references is an array of objects. */
  private void cast(ValueType array) {
    boolean references = array.argument(0).isReference();
    code.visitTypeInsn(CHECKCAST, references ? "[Ljava/lang/Object;" : array.descriptor());
  }

  private void arithmetic(Node.Arithmetic sum, Label absent) {
    boolean real = sum.type().kind() == Kind.REAL;
    int left = stored(sum.left(), absent);
    int right = stored(sum.right(), absent);
    load(sum.type(), left);
    load(sum.type(), right);
    code.visitInsn(
        switch (sum.operator()) {
          case '+' -> real ? DADD : LADD;
          case '-' -> real ? DSUB : LSUB;
          case '*' -> real ? DMUL : LMUL;
          case '/' -> real ? DDIV : LDIV;
          default -> real ? DREM : LREM;
        });
  }

  private void wide(Node.Wide wide, Label absent) {
    push(wide.operand(), absent);
    if (wide.operand().type().kind() == Kind.LETTER) code.visitInsn(I2L);
    if (wide.type().kind() == Kind.REAL) code.visitInsn(L2D);
  }

  private void widen(ValueType type) {
    switch (type.descriptor().charAt(0)) {
      case 'B', 'S', 'I' -> code.visitInsn(I2L);
      case 'F' -> code.visitInsn(F2D);
      default -> {}
    }
  }

  /** Pushes a value and stores it. */
  int stored(Node node, Label absent) {
    push(node, absent);
    int local = frame.local(words(node.type()));
    code.visitVarInsn(carrier(node.type()).getOpcode(ISTORE), local);
    return local;
  }

  void load(ValueType type, int local) {
    code.visitVarInsn(carrier(type).getOpcode(ILOAD), local);
  }

  void pop(ValueType type) {
    code.visitInsn(words(type) == 2 ? POP2 : POP);
  }

  void invoke(Handle handle) {
    code.visitMethodInsn(
        INVOKEVIRTUAL, HANDLE, "invokeExact", handle.type().toMethodDescriptorString(), false);
  }

  static int words(ValueType type) {
    return carrier(type).getSize();
  }

  static Type carrier(ValueType type) {
    return Type.getType(type.kind().carrier);
  }
}
