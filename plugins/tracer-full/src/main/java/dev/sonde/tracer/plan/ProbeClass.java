package dev.sonde.tracer.plan;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.capture.Callers;
import dev.sonde.tracer.condition.Handle;
import dev.sonde.tracer.condition.Made;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Door;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Generates the hidden class of one traced class: for each woven method a probe of each {@link
 * Kind}, straight bytecode that gives primitives on as they are. What it calls are handles, in
 * static final fields that its initialiser fills from its class data: on 17 a method with an
 * unresolved dynamic constant is never compiled.
 *
 * <p>Its last field holds its call sites: one that is linked keeps the class, and so all the
 * others, which may be linked later.
 *
 * <p>Whatever is thrown inside a probe ends there. A second failure, in reporting the first one, is
 * dropped.
 */
final class ProbeClass {
  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String HANDLE_TYPE = "Ljava/lang/invoke/MethodHandle;";
  private static final String COUNTERS_TYPE = "[J";
  private static final String THROWABLE = "java/lang/Throwable";
  static final String REHEARSE = "rehearse";
  private static final String OBJECT_TYPE = "Ljava/lang/Object;";

  private final ClassWriter writer = new FrameWriter();
  private final Hooks hooks;
  private final String name;
  private final List<Object> constants = new ArrayList<>();

  private ProbeClass(Hooks hooks, String traced) {
    this.hooks = hooks;
    this.name = name(traced);
  }

  /**
   * The class file, and what its class data must be.
   *
   * @param traced internal name of the traced class
   */
  static Generated generate(Hooks hooks, String traced, List<MethodPlan> plans)
      throws ReflectiveOperationException {
    ProbeClass probe = new ProbeClass(hooks, traced);
    probe.writer.visit(V17, ACC_FINAL | ACC_SYNTHETIC, probe.name, null, "java/lang/Object", null);
    for (MethodPlan plan : plans) {
      if (plan.token() == Token.TIME) {
        new Timing(probe, hooks, plan).write();
        continue;
      }
      probe.enter(plan);
      probe.exit(plan);
      probe.thrown(plan);
    }
    probe.rehearsal();
    probe.initialiser();
    probe.writer.visitEnd();
    return new Generated(probe.writer.toByteArray(), List.copyOf(probe.constants), hooks);
  }

  record Generated(byte[] classFile, List<Object> constants, Hooks hooks) {
    /**
     * @param kept what the class shall hold as long as it lives
     * @throws ReflectiveOperationException when what a condition reads has been collected
     */
    List<Object> classData(Object kept) throws ReflectiveOperationException {
      List<Object> data = new ArrayList<>();
      for (Object each : constants) data.add(each instanceof Made made ? made(made) : each);
      data.add(kept);
      return data;
    }

    /** Whether there is anything to be rehearsed. */
    boolean reads() {
      for (Object each : constants)
        if (each instanceof Handle handle && handle.type().parameterCount() > 0) return true;
      return false;
    }

    private Object made(Made constant) throws ReflectiveOperationException {
      Object made = constant.make();
      return made instanceof MethodHandle handle ? hooks.customized(handle) : made;
    }
  }

  private void enter(MethodPlan plan) throws ReflectiveOperationException {
    if (plan.marks() != null) mark(plan);
    else if (plan.condition() == null) begin(plan, plan.siteName(Kind.ENTER));
    else {
      judge(plan, beginName(plan));
      begin(plan, beginName(plan));
    }
  }

  private void mark(MethodPlan plan) throws ReflectiveOperationException {
    Guarded code = new Guarded(plan, Kind.ENTER, plan.siteName(Kind.ENTER));
    code.invoke(hooks.judging("mark"), () -> code.constant(plan.marks()));
    code.visit.visitInsn(ARETURN);
    code.end();
  }

  private void unmark(MethodPlan plan, Kind kind, int token) throws ReflectiveOperationException {
    Guarded code = new Guarded(plan, kind, plan.siteName(kind));
    code.invoke(
        hooks.judging("unmark"),
        () -> {
          code.constant(plan.marks());
          code.visit.visitVarInsn(ALOAD, token);
        });
    code.visit.visitInsn(RETURN);
    code.end();
  }

  static String name(String traced) {
    return traced + "$SondeProbe";
  }

  static String beginName(MethodPlan plan) {
    return "begin$" + plan.siteName(Kind.ENTER);
  }

  /**
   * The condition alone: what else happens when a call begins would keep the JIT compiler from
   * inlining it.
   */
  private void judge(MethodPlan plan, String next) throws ReflectiveOperationException {
    String descriptor = plan.siteDescriptor(Kind.ENTER);
    Guarded code = new Guarded(plan, Kind.ENTER, plan.siteName(Kind.ENTER));
    new Judge(hooks, plan, Kind.ENTER, code).enter();
    plan.loadArguments(code.visit);
    code.visit.visitMethodInsn(INVOKESTATIC, name, next, descriptor, false);
    code.visit.visitInsn(ARETURN);
    code.end();
    sampled(plan);
  }

  /** What happens to a false condition that was timed. */
  void sampled(MethodPlan plan) throws ReflectiveOperationException {
    MethodVisitor code =
        writer.visitMethod(ACC_STATIC, Row.name(plan), Row.descriptor(plan), null, null);
    code.visitCode();
    new Row(this, hooks, plan, code).write();
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  void constant(MethodVisitor code, Object constant) {
    code.visitFieldInsn(GETSTATIC, name, field(index(constant)), descriptor(constant));
  }

  void invoke(MethodVisitor code, MethodHandle handle, Runnable arguments) {
    constant(code, handle);
    arguments.run();
    code.visitMethodInsn(
        INVOKEVIRTUAL, HANDLE, "invokeExact", handle.type().toMethodDescriptorString(), false);
  }

  private void begin(MethodPlan plan, String method) throws ReflectiveOperationException {
    String descriptor = plan.siteDescriptor(Kind.ENTER);
    int call = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    Guarded code = new Guarded(plan, Kind.ENTER, method);
    Label none = new Label();
    Object straight = plan.probe().straight();
    if (straight == null) code.open(Door.BEGIN, () -> {});
    else code.invoke(hooks.straightBegin(), () -> code.constant(straight));
    code.visit.visitInsn(DUP);
    code.visit.visitVarInsn(ASTORE, call);
    code.visit.visitJumpInsn(IFNULL, none);
    arguments(code, plan, call);
    boolean receiver = plan.judgedAtExit() || plan.probe().wantsReceiver();
    if (receiver && !plan.isStatic()) holdReceiver(code, plan, call);
    entered(code, straight, call);
    code.visit.visitInsn(ARETURN);
    code.visit.visitLabel(none);
    code.visit.visitInsn(ACONST_NULL);
    code.visit.visitInsn(ARETURN);
    code.end();
  }

  private void entered(Guarded code, @Nullable Object straight, int call)
      throws ReflectiveOperationException {
    if (straight == null) {
      code.open(Door.ENTERED, () -> code.visit.visitVarInsn(ALOAD, call));
      return;
    }
    code.invoke(
        hooks.straightEntered(),
        () -> {
          code.constant(straight);
          code.visit.visitVarInsn(ALOAD, call);
        });
  }

  private void arguments(Guarded code, MethodPlan plan, int call)
      throws ReflectiveOperationException {
    int local = plan.isStatic() ? 0 : 1;
    int index = 0;
    Object straight = plan.probe().straight();
    for (Type type : Type.getArgumentTypes(plan.method().descriptor())) {
      int from = local;
      int position = index++;
      Shape shape = Shape.of(type.getDescriptor());
      local += type.getSize();
      if (straight == null) code.give(call, position, shape, () -> value(code.visit, type, from));
      else
        code.invoke(
            hooks.straightArgument(shape),
            () -> {
              code.constant(straight);
              code.visit.visitVarInsn(ALOAD, call);
              code.visit.visitIntInsn(SIPUSH, position);
              value(code.visit, type, from);
            });
    }
  }

  private void holdReceiver(Guarded code, MethodPlan plan, int call) {
    int behind = Type.getArgumentTypes(plan.method().descriptor()).length;
    code.give(call, behind, Shape.OBJECT, () -> code.visit.visitVarInsn(ALOAD, 0));
  }

  private void exit(MethodPlan plan) throws ReflectiveOperationException {
    Type result = Type.getReturnType(plan.method().descriptor());
    Shape shape = Shape.of(result.getDescriptor());
    Object straight = plan.probe().straight();
    MethodHandle returned = straight == null ? null : hooks.straightReturned(shape);
    int token = result.getSize();
    leaving(
        plan,
        Kind.EXIT,
        token,
        code -> {
          if (returned == null)
            code.give(token, Door.RETURNED, shape, () -> value(code.visit, result, 0));
          else
            code.invoke(
                returned,
                () -> {
                  if (result != Type.VOID_TYPE) value(code.visit, result, 0);
                  code.visit.visitVarInsn(ALOAD, token);
                  code.constant(straight);
                });
        });
  }

  private void thrown(MethodPlan plan) throws ReflectiveOperationException {
    leaving(
        plan,
        Kind.THROWN,
        1,
        code -> code.give(1, Door.THROWN, Shape.OBJECT, () -> code.visit.visitVarInsn(ALOAD, 0)));
  }

  private void leaving(MethodPlan plan, Kind kind, int token, Consumer<Guarded> outcome)
      throws ReflectiveOperationException {
    if (plan.marks() != null) {
      unmark(plan, kind, token);
      return;
    }
    Guarded code = new Guarded(plan, kind, plan.siteName(kind));
    Label none = new Label();
    code.visit.visitVarInsn(ALOAD, token);
    code.visit.visitJumpInsn(IFNULL, none);
    if (plan.judgedAtExit()) new Judge(hooks, plan, kind, code).leave(token);
    Callers callers = plan.probe().callers();
    if (callers != null) look(code, callers, token, none);
    outcome.accept(code);
    code.visit.visitLabel(none);
    code.visit.visitInsn(RETURN);
    code.end();
  }

  /**
   * Looks for the callers, from here: this frame and those of handles are hidden. The record then
   * stands in the place of its token, unless nothing is delivered.
   */
  private void look(Guarded code, Callers callers, int token, Label none) {
    hooks.look();
    code.open(Door.CLOSING, () -> code.visit.visitVarInsn(ALOAD, token));
    code.visit.visitInsn(DUP);
    code.visit.visitVarInsn(ASTORE, token);
    code.visit.visitJumpInsn(IFNULL, none);
    code.give(token, Door.CALLED, Shape.OBJECT, () -> walk(code, callers));
  }

  private void walk(Guarded code, Callers callers) {
    String walker = "java/lang/StackWalker";
    String function = "java/util/function/Function";
    code.constant(callers.walker());
    code.visit.visitTypeInsn(CHECKCAST, walker);
    code.constant(callers);
    code.visit.visitTypeInsn(CHECKCAST, function);
    String descriptor = "(L" + function + ";)Ljava/lang/Object;";
    code.visit.visitMethodInsn(INVOKEVIRTUAL, walker, "walk", descriptor, false);
  }

  /** Loads a value, as wide as its shape wants it. */
  private static void value(MethodVisitor code, Type type, int local) {
    code.visitVarInsn(type.getOpcode(ILOAD), local);
    boolean integer = type == Type.INT_TYPE || type == Type.SHORT_TYPE || type == Type.BYTE_TYPE;
    if (integer) code.visitInsn(I2L);
  }

  /**
   * Calls with nothing all that conditions read by, so that all is linked before the application
   * comes; see {@link Rehearsal}. But for static fields, whose class that would initialise.
   */
  private void rehearsal() {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, REHEARSE, "()V", null, null);
    code.visitCode();
    for (int i = 0; i < constants.size(); i++)
      if (constants.get(i) instanceof Handle handle && handle.type().parameterCount() > 0)
        rehearse(code, i, handle.type());
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void rehearse(MethodVisitor code, int index, MethodType type) {
    Label start = new Label();
    Label end = new Label();
    Label failed = new Label();
    Label next = new Label();
    code.visitTryCatchBlock(start, end, failed, THROWABLE);
    code.visitLabel(start);
    code.visitFieldInsn(GETSTATIC, name, field(index), HANDLE_TYPE);
    for (Class<?> each : type.parameterArray()) Rehearsal.nothing(code, Type.getType(each));
    String descriptor = type.toMethodDescriptorString();
    code.visitMethodInsn(INVOKEVIRTUAL, HANDLE, "invokeExact", descriptor, false);
    int words = Type.getReturnType(descriptor).getSize();
    if (words > 0) code.visitInsn(words == 1 ? POP : POP2);
    code.visitLabel(end);
    code.visitJumpInsn(GOTO, next);
    code.visitLabel(failed);
    code.visitInsn(POP);
    code.visitLabel(next);
  }

  private void initialiser() {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    String lookup = "java/lang/invoke/MethodHandles$Lookup";
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()L" + lookup + ";", false);
    code.visitLdcInsn("_");
    code.visitLdcInsn(Type.getType(List.class));
    String classData = "(L" + lookup + ";Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;";
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/invoke/MethodHandles", "classData", classData, false);
    code.visitTypeInsn(CHECKCAST, "java/util/List");
    code.visitVarInsn(ASTORE, 0);
    for (int i = 0; i < constants.size(); i++) fill(code, i, descriptor(constants.get(i)));
    fill(code, constants.size(), OBJECT_TYPE);
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void fill(MethodVisitor code, int index, String type) {
    writer.visitField(ACC_STATIC | ACC_FINAL, field(index), type, null, null).visitEnd();
    code.visitVarInsn(ALOAD, 0);
    code.visitIntInsn(SIPUSH, index);
    code.visitMethodInsn(INVOKEINTERFACE, "java/util/List", "get", "(I)Ljava/lang/Object;", true);
    if (type.equals(HANDLE_TYPE)) code.visitTypeInsn(CHECKCAST, HANDLE);
    if (type.equals(COUNTERS_TYPE)) code.visitTypeInsn(CHECKCAST, COUNTERS_TYPE);
    code.visitFieldInsn(PUTSTATIC, name, field(index), type);
  }

  private static String field(int index) {
    return "h" + index;
  }

  private static String descriptor(Object constant) {
    if (constant instanceof long[]) return COUNTERS_TYPE;
    boolean handle = constant instanceof MethodHandle || constant instanceof Handle;
    return handle ? HANDLE_TYPE : OBJECT_TYPE;
  }

  private int index(Object constant) {
    for (int i = 0; i < constants.size(); i++) if (constants.get(i) == constant) return i;
    constants.add(constant);
    return constants.size() - 1;
  }

  Guarded guarded(MethodPlan plan, Kind kind) {
    return new Guarded(plan, kind, plan.siteName(kind));
  }

  /** One probe method, whose whole body is inside a catch-all. */
  final class Guarded {
    final MethodVisitor visit;
    private final Label start = new Label();
    final Object probe;
    private final MethodPlan plan;
    private final boolean entry;

    Guarded(MethodPlan plan, Kind kind, String method) {
      visit = writer.visitMethod(ACC_STATIC, method, plan.siteDescriptor(kind), null, null);
      probe = plan.probe();
      this.plan = plan;
      entry = kind == Kind.ENTER;
      visit.visitCode();
      visit.visitLabel(start);
    }

    void constant(Object constant) {
      ProbeClass.this.constant(visit, constant);
    }

    void invoke(MethodHandle handle, Runnable arguments) {
      ProbeClass.this.invoke(visit, handle, arguments);
    }

    /** A door that takes nothing, or one object. */
    void open(int does, Runnable argument) {
      door(does, Shape.NOTHING);
      argument.run();
      if (does == Door.BEGIN) enter("Supplier", "get", "()" + OBJECT_TYPE);
      else if (does == Door.FAILED) enter("Consumer", "accept", "(" + OBJECT_TYPE + ")V");
      else enter("Function", "apply", "(" + OBJECT_TYPE + ")" + OBJECT_TYPE);
    }

    /** A door that takes a record or a token, from there, and a value. */
    void give(int call, int does, Shape shape, Runnable value) {
      door(does, shape);
      visit.visitVarInsn(ALOAD, call);
      if (shape != Shape.NOTHING) value.run();
      if (shape == Shape.NOTHING) enter("Consumer", "accept", "(" + OBJECT_TYPE + ")V");
      else if (shape == Shape.OBJECT) take("BiConsumer", OBJECT_TYPE);
      else if (shape == Shape.INTEGER) take("ObjLongConsumer", "J");
      else if (shape == Shape.REAL) take("ObjDoubleConsumer", "D");
      else {
        if (shape == Shape.SINGLE)
          visit.visitMethodInsn(
              INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
        take("ObjIntConsumer", "I");
      }
    }

    private void door(int does, Shape shape) {
      constant(plan.probe().door(does, shape));
    }

    private void take(String function, String type) {
      enter(function, "accept", "(" + OBJECT_TYPE + type + ")V");
    }

    private void enter(String function, String name, String type) {
      visit.visitMethodInsn(INVOKEINTERFACE, "java/util/function/" + function, name, type, true);
    }

    /** The arguments of the call and two times are on the stack. */
    void sampled() {
      visit.visitMethodInsn(INVOKESTATIC, name, Row.name(plan), Row.descriptor(plan), false);
    }

    void end() {
      Label failure = new Label();
      Label again = new Label();
      Label over = new Label();
      visit.visitTryCatchBlock(start, failure, failure, THROWABLE);
      visit.visitTryCatchBlock(failure, again, again, THROWABLE);
      visit.visitLabel(failure);
      visit.visitVarInsn(ASTORE, 0);
      open(Door.FAILED, () -> visit.visitVarInsn(ALOAD, 0));
      visit.visitJumpInsn(GOTO, over);
      visit.visitLabel(again);
      visit.visitInsn(POP);
      visit.visitLabel(over);
      if (entry) visit.visitInsn(plan.token().none());
      visit.visitInsn(entry ? plan.token().answer() : RETURN);
      visit.visitMaxs(0, 0);
      visit.visitEnd();
    }
  }

  /** Computes frames without ever loading a class: all that meets here is an Object. */
  private static final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(ClassWriter.COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      return "java/lang/Object";
    }
  }
}
