package dev.sonde.tracer.plan;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.condition.Frame;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.measure.MeterHooks;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Passed;
import java.lang.invoke.MethodHandle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes a condition into one method of a probe: where the call's values are, what happens when it
 * is false, and that whatever it throws ends here. A false one costs no more than its own code and
 * one addition.
 */
final class Judge implements Frame {
  /** One in 1,024. */
  private static final int SAMPLED = 1023;

  private static final String THROWABLE = "java/lang/Throwable";

  private final Hooks hooks;
  private final MethodPlan plan;
  private final Kind kind;
  private final ProbeClass.Guarded guarded;
  private final MethodVisitor code;
  private final Type[] types;
  private final boolean calls;
  private int free;
  private int call;
  private int nanos;
  private int place;
  private int counter;
  private int time;

  Judge(Hooks hooks, MethodPlan plan, Kind kind, ProbeClass.Guarded guarded) {
    this.hooks = hooks;
    this.plan = plan;
    this.kind = kind;
    this.guarded = guarded;
    this.code = guarded.visit;
    this.types = Type.getArgumentTypes(plan.method().descriptor());
    this.calls = plan.condition().calls();
    free = Type.getArgumentsAndReturnSizes(plan.siteDescriptor(kind)) >> 2;
  }

  /** Falls through when the call is of interest, and returns null when it is not. */
  void enter() throws ReflectiveOperationException {
    Label no = new Label();
    Label on = new Label();
    beginTiming();
    judged(no, on, hooks.judging("misjudged"), () -> guarded.constant(plan.probe()));
    code.visitLabel(no);
    leaveGuard();
    guarded.constant(plan.probe().passed());
    increment(code, counter);
    endTiming();
    answerNone();
    code.visitLabel(on);
    leaveGuard();
  }

  /** Falls through with the call's record in a local, unless the call is of no interest. */
  void leave(int token) throws ReflectiveOperationException {
    Label no = new Label();
    Label on = new Label();
    call = local(1);
    guarded.invoke(
        hooks.judging("ending"),
        () -> {
          code.visitVarInsn(ALOAD, token);
          guarded.constant(plan.probe());
        });
    code.visitVarInsn(ASTORE, call);
    Label ours = new Label();
    code.visitVarInsn(ALOAD, call);
    code.visitJumpInsn(IFNONNULL, ours);
    code.visitInsn(RETURN);
    code.visitLabel(ours);
    judged(no, on, hooks.judging("unclear"), () -> code.visitVarInsn(ALOAD, call));
    code.visitLabel(no);
    leaveGuard();
    guarded.invoke(hooks.judging("dismissed"), () -> code.visitVarInsn(ALOAD, call));
    code.visitInsn(RETURN);
    code.visitLabel(on);
    leaveGuard();
  }

  /**
   * The same for a call that is timed: falls through with its duration in a local, which is the
   * answer.
   */
  int leave(int token, MeterHooks meter) throws ReflectiveOperationException {
    Label no = new Label();
    Label on = new Label();
    nanos = local(2);
    guarded.invoke(
        meter.elapsed,
        () -> {
          code.visitVarInsn(LLOAD, token);
          guarded.constant(plan.probe());
        });
    code.visitVarInsn(LSTORE, nanos);
    Label ours = new Label();
    code.visitVarInsn(LLOAD, nanos);
    code.visitInsn(LCONST_0);
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFGE, ours);
    code.visitInsn(RETURN);
    code.visitLabel(ours);
    judged(no, on, meter.unclear, () -> guarded.constant(plan.probe()));
    code.visitLabel(no);
    leaveGuard();
    guarded.invoke(meter.dismissed, () -> guarded.constant(plan.probe()));
    code.visitInsn(RETURN);
    code.visitLabel(on);
    leaveGuard();
    return nanos;
  }

  private void answerNone() {
    if (kind == Kind.ENTER) code.visitInsn(plan.token().none());
    code.visitInsn(kind == Kind.ENTER ? plan.token().answer() : RETURN);
  }

  private void judged(Label no, Label on, MethodHandle failed, Runnable receiver)
      throws ReflectiveOperationException {
    Label start = new Label();
    Label end = new Label();
    Label failure = new Label();
    int thrown = local(1);
    enterGuard();
    code.visitTryCatchBlock(start, end, failure, THROWABLE);
    code.visitLabel(start);
    if (kind == Kind.ENTER) plan.condition().enter(this, no);
    else plan.condition().leave(this, no);
    code.visitInsn(NOP);
    code.visitLabel(end);
    code.visitJumpInsn(GOTO, on);
    code.visitLabel(failure);
    code.visitVarInsn(ASTORE, thrown);
    leaveGuard();
    guarded.invoke(
        failed,
        () -> {
          receiver.run();
          code.visitVarInsn(ALOAD, thrown);
        });
    answerNone();
  }

  /** What the condition calls must not be judged itself. */
  private void enterGuard() throws ReflectiveOperationException {
    if (!calls) return;
    place = local(1);
    Label free = new Label();
    guarded.invoke(hooks.judging("inside"), () -> guarded.constant(plan.probe()));
    code.visitInsn(DUP);
    code.visitVarInsn(ISTORE, place);
    code.visitJumpInsn(IFGE, free);
    answerNone();
    code.visitLabel(free);
  }

  private void leaveGuard() throws ReflectiveOperationException {
    if (!calls) return;
    guarded.invoke(
        hooks.judging("outside"),
        () -> {
          guarded.constant(plan.probe());
          code.visitVarInsn(ILOAD, place);
        });
  }

  /**
   * {@code counter = (int) (id & mask) << shift}, and the time, at one false condition in 1,024.
   */
  private void beginTiming() {
    counter = local(1);
    time = local(2);
    Label untimed = new Label();
    guarded.invoke(hooks.threadId(), () -> {});
    place(code);
    code.visitVarInsn(ISTORE, counter);
    code.visitInsn(LCONST_0);
    code.visitVarInsn(LSTORE, time);
    guarded.constant(plan.probe().passed());
    code.visitVarInsn(ILOAD, counter);
    code.visitInsn(LALOAD);
    code.visitInsn(L2I);
    code.visitIntInsn(SIPUSH, SAMPLED);
    code.visitInsn(IAND);
    code.visitIntInsn(SIPUSH, SAMPLED);
    code.visitJumpInsn(IF_ICMPNE, untimed);
    nanoTime();
    code.visitVarInsn(LSTORE, time);
    code.visitLabel(untimed);
  }

  private void endTiming() throws ReflectiveOperationException {
    Label untimed = new Label();
    code.visitVarInsn(LLOAD, time);
    code.visitInsn(LCONST_0);
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFEQ, untimed);
    plan.loadArguments(code);
    code.visitVarInsn(LLOAD, time);
    nanoTime();
    guarded.sampled();
    code.visitLabel(untimed);
  }

  private void nanoTime() {
    code.visitMethodInsn(INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
  }

  /** Turns a thread's id into its place among the counters of {@link Passed}. */
  static void place(MethodVisitor code) {
    code.visitInsn(L2I);
    code.visitIntInsn(BIPUSH, Passed.mask());
    code.visitInsn(IAND);
    code.visitIntInsn(BIPUSH, Passed.shift());
    code.visitInsn(ISHL);
  }

  /** Adds one to the counter in this local of the array on the stack. */
  static void increment(MethodVisitor code, int counter) {
    code.visitVarInsn(ILOAD, counter);
    code.visitInsn(DUP2);
    code.visitInsn(LALOAD);
    code.visitInsn(LCONST_1);
    code.visitInsn(LADD);
    code.visitInsn(LASTORE);
  }

  @Override
  public Moment moment() {
    return switch (kind) {
      case ENTER -> Moment.ENTRY;
      case EXIT -> Moment.RETURNED;
      case THROWN -> Moment.THREW;
    };
  }

  @Override
  public MethodVisitor code() {
    return code;
  }

  @Override
  public void constant(Object constant) {
    guarded.constant(constant);
  }

  @Override
  public void argument(int index, String descriptor) {
    if (kind == Kind.ENTER) code.visitVarInsn(types[index].getOpcode(ILOAD), plan.local(index));
    else held(index, types[index]);
  }

  private void held(int index, Type type) {
    if (plan.token() == Token.TIME)
      throw new IllegalStateException("a call that is timed keeps no arguments");
    boolean reference = type.getSort() >= Type.ARRAY;
    guarded.invoke(
        judging(reference ? "reference" : "bits"),
        () -> {
          code.visitVarInsn(ALOAD, call);
          code.visitIntInsn(SIPUSH, index);
        });
    if (reference || type == Type.LONG_TYPE) return;
    if (type == Type.DOUBLE_TYPE) bits("java/lang/Double", "longBitsToDouble", "(J)D");
    else code.visitInsn(L2I);
    if (type == Type.FLOAT_TYPE) bits("java/lang/Float", "intBitsToFloat", "(I)F");
  }

  private void bits(String owner, String name, String descriptor) {
    code.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  @Override
  public void receiver() {
    if (kind == Kind.ENTER) code.visitVarInsn(ALOAD, 0);
    else held(types.length, Type.getType(Object.class));
  }

  @Override
  public void returned(String descriptor) {
    code.visitVarInsn(Type.getReturnType(plan.method().descriptor()).getOpcode(ILOAD), 0);
  }

  @Override
  public void thrown() {
    code.visitVarInsn(ALOAD, 0);
  }

  @Override
  public void duration() {
    if (plan.token() == Token.TIME) code.visitVarInsn(LLOAD, nanos);
    else guarded.invoke(judging("nanos"), () -> code.visitVarInsn(ALOAD, call));
  }

  @Override
  public void caller() {
    guarded.invoke(judging("caller"), () -> guarded.constant(plan.probe()));
  }

  @Override
  public int local(int words) {
    int local = free;
    free += words;
    return local;
  }

  private MethodHandle judging(String name) {
    try {
      return hooks.judging(name);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
