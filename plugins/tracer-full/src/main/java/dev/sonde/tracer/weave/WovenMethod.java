package dev.sonde.tracer.weave;

import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.link.Token;
import java.util.Arrays;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AdviceAdapter;

/**
 * Writes the woven shape around a method's body.
 *
 * <pre>{@code
 * token = enter(this?, arguments..);       // first instruction; in constructors after super(..) or this(..)
 * try { body; at each return: exit(result?, token) }
 * catch (Throwable t) { thrown(t, token); throw t; }
 * }</pre>
 *
 * <p>The token is a new local, present in each frame of the method; no other temporary is used, so
 * that none can be alive in a later frame by mistake. In constructors it says "not interested"
 * until the call of the other constructor, of which there may be several, on several paths.
 */
final class WovenMethod extends AdviceAdapter {
  private static final String THROWABLE = "java/lang/Throwable";

  private final Label start = new Label();
  private final Label handler = new Label();
  private final Handle link = Bridge.link();
  private final int slot;
  private final int direct;
  private final Token kept;
  private final String method;
  private final boolean isStatic;
  private int token;
  private boolean entered;

  /**
   * @param direct the number of the site of entry for plain calls of the bridge, in place of
   *     invokedynamic; below 0: none. What they keep is always an object.
   */
  WovenMethod(
      MethodVisitor next,
      int access,
      String name,
      String descriptor,
      int slot,
      Token kept,
      int direct) {
    super(Opcodes.ASM9, next, access, name, descriptor);
    this.slot = slot;
    this.direct = direct;
    this.kept = direct < 0 ? kept : Token.RECORD;
    this.method = name;
    this.isStatic = (access & ACC_STATIC) != 0;
  }

  @Override
  public void visitCode() {
    if (method.equals("<init>")) {
      token = newLocal(kept.type());
      mv.visitCode();
      mv.visitInsn(kept.none());
      mv.visitVarInsn(kept.store(), token);
    }
    super.visitCode();
  }

  @Override
  protected void onMethodEnter() {
    if (!method.equals("<init>")) token = newLocal(kept.type());
    if (direct >= 0) tellArguments();
    else enter();
    mv.visitVarInsn(kept.store(), token);
    if (!entered) mv.visitLabel(start);
    entered = true;
  }

  private void enter() {
    if (!isStatic) mv.visitVarInsn(ALOAD, 0);
    int local = isStatic ? 0 : 1;
    for (Type type : Type.getArgumentTypes(methodDesc)) {
      mv.visitVarInsn(type.getOpcode(ILOAD), local);
      local += type.getSize();
    }
    site(Kind.ENTER);
  }

  private void tellArguments() {
    Type[] types = Type.getArgumentTypes(methodDesc);
    int first = isStatic ? 0 : 1;
    array(types.length + first);
    if (!isStatic) store(0, () -> mv.visitVarInsn(ALOAD, 0));
    int local = first;
    for (int i = 0; i < types.length; i++) {
      int from = local;
      Type type = types[i];
      store(
          first + i,
          () -> {
            mv.visitVarInsn(type.getOpcode(ILOAD), from);
            valueOf(type);
          });
      local += type.getSize();
    }
    tell(Kind.ENTER);
  }

  private void array(int length) {
    push(length);
    mv.visitTypeInsn(ANEWARRAY, "java/lang/Object");
  }

  private void store(int index, Runnable value) {
    mv.visitInsn(DUP);
    push(index);
    value.run();
    mv.visitInsn(AASTORE);
  }

  /**
   * Takes the array on the stack, and leaves the token. No number of it is a constant of the pool.
   */
  private void tell(Kind kind) {
    int number = direct + kind.ordinal();
    push(slot);
    mv.visitInsn(SWAP);
    push(number >>> 16);
    push(16);
    mv.visitInsn(ISHL);
    push(number & 0xffff);
    mv.visitInsn(IOR);
    mv.visitInsn(SWAP);
    mv.visitMethodInsn(INVOKESTATIC, Bridge.OWNER, "tell", Bridge.TELL, false);
  }

  /**
   * Tells how the call ends: an outcome, and the token.
   *
   * @param outcome whether it lies on the stack, as an object
   */
  private void tellEnd(Kind kind, boolean outcome) {
    array(outcome ? 2 : 1);
    if (outcome) {
      mv.visitInsn(DUP_X1);
      mv.visitInsn(SWAP);
      push(0);
      mv.visitInsn(SWAP);
      mv.visitInsn(AASTORE);
    }
    store(outcome ? 1 : 0, () -> mv.visitVarInsn(ALOAD, token));
    tell(kind);
    mv.visitInsn(POP);
  }

  @Override
  protected void onMethodExit(int opcode) {
    if (opcode == ATHROW || !entered) return;
    if (opcode == LRETURN || opcode == DRETURN) mv.visitInsn(DUP2);
    else if (opcode != RETURN) mv.visitInsn(DUP);
    if (direct < 0) {
      mv.visitVarInsn(kept.load(), token);
      site(Kind.EXIT);
    } else {
      if (opcode != RETURN) valueOf(Type.getReturnType(methodDesc));
      tellEnd(Kind.EXIT, opcode != RETURN);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (entered) rethrow();
    super.visitMaxs(maxStack, maxLocals);
  }

  /**
   * Whatever happens in telling, such as an overflow of a stack that is nearly full, the
   * application gets its own exception.
   */
  private void rethrow() {
    int thrown = nextLocal;
    Label tell = new Label();
    Label failed = new Label();
    mv.visitTryCatchBlock(start, handler, handler, THROWABLE);
    mv.visitTryCatchBlock(tell, failed, failed, THROWABLE);
    mv.visitLabel(handler);
    frame(token + kept.type().getSize(), thrown);
    mv.visitVarInsn(ASTORE, thrown);
    mv.visitLabel(tell);
    mv.visitVarInsn(ALOAD, thrown);
    if (direct < 0) {
      mv.visitVarInsn(kept.load(), token);
      site(Kind.THROWN);
    } else tellEnd(Kind.THROWN, true);
    mv.visitVarInsn(ALOAD, thrown);
    mv.visitInsn(ATHROW);
    mv.visitLabel(failed);
    frame(thrown + 1, thrown);
    mv.visitInsn(POP);
    mv.visitVarInsn(ALOAD, thrown);
    mv.visitInsn(ATHROW);
  }

  /** All TOP but for the token, and the throwable where it is kept already. */
  private void frame(int length, int thrown) {
    int wider = kept.type().getSize() - 1; // such a local is one entry of a frame
    Object[] locals = new Object[length - wider];
    Arrays.fill(locals, TOP);
    locals[token] = kept.inFrame();
    if (thrown < length) locals[thrown - wider] = THROWABLE;
    mv.visitFrame(F_NEW, locals.length, locals, 1, new Object[] {THROWABLE});
  }

  private void site(Kind kind) {
    mv.visitInvokeDynamicInsn(
        Bridge.named(slot, kind.siteName(method, methodDesc)),
        kind.siteDescriptor(isStatic, methodDesc, kept),
        link);
  }
}
