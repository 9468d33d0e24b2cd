package dev.sonde.tracer.plan;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.condition.Frame;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.record.Hooks;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes what is done with one false condition in 1,024, when a call begins: its time is told, and
 * when that was too short for the clock, the condition is decided some more times in a row, with
 * all that a false one costs, and the row is timed. A condition that calls the application is never
 * repeated.
 *
 * <p>Between two of a row stands a fence, so that a compiler does not read once for all of them.
 */
final class Row implements Frame {
  private static final String THROWABLE = "java/lang/Throwable";
  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

  private final ProbeClass probes;
  private final Hooks hooks;
  private final MethodPlan plan;
  private final int from;
  private final int left;
  private final int counter;
  private int free;
  private final MethodVisitor code;

  Row(ProbeClass probes, Hooks hooks, MethodPlan plan, MethodVisitor code) {
    this.probes = probes;
    this.hooks = hooks;
    this.plan = plan;
    this.code = code;
    from = (Type.getArgumentsAndReturnSizes(plan.siteDescriptor(Kind.ENTER)) >> 2) - 1;
    left = from + 4;
    counter = left + 1;
    free = counter + 1;
  }

  static String name(MethodPlan plan) {
    return "row$" + plan.siteName(Kind.ENTER);
  }

  /** What comes where a call begins, and two times. */
  static String descriptor(MethodPlan plan) {
    String enter = plan.siteDescriptor(Kind.ENTER);
    return enter.substring(0, enter.indexOf(')')) + "JJ)V";
  }

  void write() throws ReflectiveOperationException {
    Label over = new Label();
    probes.invoke(code, hooks.judging("timed"), () -> probeAndTimes(from + 2));
    code.visitInsn(DUP);
    code.visitVarInsn(ISTORE, left);
    code.visitJumpInsn(IFEQ, over);
    if (!plan.condition().calls()) row(over);
    code.visitLabel(over);
    code.visitInsn(RETURN);
  }

  private void row(Label over) throws ReflectiveOperationException {
    Label start = new Label();
    Label end = new Label();
    Label failure = new Label();
    code.visitTryCatchBlock(start, end, failure, THROWABLE);
    code.visitLabel(start);
    nanoTime();
    code.visitVarInsn(LSTORE, from);
    decisions(over);
    nanoTime();
    code.visitVarInsn(LSTORE, from + 2);
    code.visitLabel(end);
    probes.invoke(code, hooks.judging("row"), () -> probeAndTimes(from + 2));
    code.visitJumpInsn(GOTO, over);
    code.visitLabel(failure); // another thread has changed what it reads
    code.visitInsn(POP);
  }

  private void decisions(Label over) throws ReflectiveOperationException {
    Label again = new Label();
    Label no = new Label();
    Label done = new Label();
    code.visitLabel(again);
    code.visitVarInsn(ILOAD, left);
    code.visitJumpInsn(IFEQ, done);
    code.visitIincInsn(left, -1);
    code.visitMethodInsn(INVOKESTATIC, VAR_HANDLE, "acquireFence", "()V", false);
    probes.invoke(code, hooks.threadId(), () -> {});
    Judge.place(code);
    code.visitVarInsn(ISTORE, counter);
    plan.condition().enter(this, no);
    code.visitJumpInsn(GOTO, over); // it has become true
    code.visitLabel(no);
    constant(plan.probe().passedAgain());
    Judge.increment(code, counter);
    code.visitJumpInsn(GOTO, again);
    code.visitLabel(done);
  }

  private void probeAndTimes(int to) {
    constant(plan.probe());
    code.visitVarInsn(LLOAD, from);
    code.visitVarInsn(LLOAD, to);
  }

  private void nanoTime() {
    code.visitMethodInsn(INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
  }

  @Override
  public Moment moment() {
    return Moment.ENTRY;
  }

  @Override
  public MethodVisitor code() {
    return code;
  }

  @Override
  public void constant(Object constant) {
    probes.constant(code, constant);
  }

  @Override
  public void argument(int index, String descriptor) {
    Type type = Type.getArgumentTypes(plan.method().descriptor())[index];
    code.visitVarInsn(type.getOpcode(ILOAD), plan.local(index));
  }

  @Override
  public void receiver() {
    code.visitVarInsn(ALOAD, 0);
  }

  @Override
  public void caller() {
    try {
      probes.invoke(code, hooks.judging("caller"), () -> constant(plan.probe()));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void returned(String descriptor) {
    throw early();
  }

  @Override
  public void thrown() {
    throw early();
  }

  @Override
  public void duration() {
    throw early();
  }

  private static IllegalStateException early() {
    return new IllegalStateException("nothing has come of a call that begins");
  }

  @Override
  public int local(int words) {
    int local = free;
    free += words;
    return local;
  }
}
